"""Puts the recordings of two runs together, without what differs from machine to machine."""
import json
import os
import re
import sys

first, second, work, web = sys.argv[1:]


# Of the two hundred properties of a unit, those that playbooks ask for.
UNIT = ("ActiveState", "Description", "FragmentPath", "Id", "LoadState", "MainPID", "Names", "Result", "SubState", "Type", "UnitFileState", "UnitFilePreset")


def cleaned(value):
    if isinstance(value, str):
        value = value.replace(work, "<work>").replace(web, "<web>").replace(os.getcwd(), "<playbooks>")
        value = re.sub(r"/[^ ']*/ansible-local[^ ']*", "<temporary>", value)
        return re.sub(r"/[^ ']*/\.ansible/tmp/[^/ ']*", "<temporary>", value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        if "LoadState" in value:
            value = {key: each for key, each in value.items() if key in UNIT}
        # Long lists of facts are compared elsewhere; here only that they are there.
        return {key: "<long>" if key in ("services", "packages") and len(each) > 20 else cleaned(each) for key, each in value.items()}
    return value


tasks = []
runs = [json.load(open(path)) for path in (first, second)]
for one, two in zip(*runs):
    tasks.append({"task": one["task"], "module": one["module"]})
    for name, run in (("first", one), ("second", two)):
        tasks[-1][name] = {"status": run["status"], "result": cleaned(run["result"])}
assert len(runs[0]) == len(runs[1]) == len(tasks), "the second run has other tasks"
print(json.dumps(tasks, indent=1, sort_keys=True))
