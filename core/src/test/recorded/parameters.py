"""Writes the parameters and aliases that Ansible's modules take, one module a line: the argument names of `ansible-doc -j`."""
import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.join(HERE, "../../../..")
PAGES = os.path.join(TREE, "playbooks/src/main/resources/io/nightshift/playbooks/builtin/doc")
ELSEWHERE = {"authorized_key": "ansible.posix", "mount": "ansible.posix", "sysctl": "ansible.posix", "modprobe": "community.general", "timezone": "community.general"}
# Words of the documentation, not names of parameters.
WORDS = ("others", "free-form", "free_form", "key_value")

names = sorted(page[:-3] for page in os.listdir(PAGES))
full = {name: ELSEWHERE.get(name, "ansible.builtin") + "." + name for name in names}
known = json.loads(subprocess.run(["ansible-doc", "-j", *full.values()], capture_output=True, text=True).stdout)
with open(os.path.join(TREE, "playbooks/src/test/resources/io/nightshift/playbooks/builtin/ansible-parameters.txt"), "w") as file:
    for name in names:
        options = known.get(full[name], {}).get("doc", {}).get("options") or {}
        words = sorted({word for key, each in options.items() for word in [key, *(each.get("aliases") or [])]} - set(WORDS))
        if words:
            file.write(name + ": " + " ".join(words) + "\n")
