"""Writes the names and kinds of the facts that `ansible -m setup` printed, one a line."""
import json
import sys

KINDS = {type(None): "null", bool: "boolean", int: "number", float: "number", str: "text", list: "list", dict: "map"}
# Whose keys are the host's own.
OPEN = ("ansible_env", "ansible_cmdline", "ansible_proc_cmdline", "ansible_local", "ansible_devices", "ansible_device_links", "ansible_lsb")

text = sys.stdin.read()
facts = json.loads(text[text.index("{"):])["ansible_facts"]
for name in sorted(facts):
    value = facts[name]
    print(name.replace("ansible_", "", 1), KINDS[type(value)])
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict) and name not in OPEN:
        for key in sorted(value):
            print(name.replace("ansible_", "", 1) + "." + key, KINDS[type(value[key])])
