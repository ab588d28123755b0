#!/usr/bin/env python3
"""Asks ansible-core what the golden cases give, and writes golden.json for GoldenTest.

Needed only when the cases change: apt install ansible-core, then run this file.
Expressions are asked in native style, where a lone value keeps its type, which is our rule too; the engine, its filters, tests and lookups are the real ones.
Texts and files are asked exactly as Ansible renders them.
"""
import datetime
import json
import os

import yaml
from jinja2 import TemplateSyntaxError
from ansible.errors import AnsibleUndefinedVariable
from ansible.parsing.dataloader import DataLoader
from ansible.template import AnsibleNativeEnvironment, Templar
from ansible.utils.unsafe_proxy import AnsibleUnsafeText

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "files")
TARGET = os.path.join(HERE, "../resources/io/nightshift/playbooks/template/golden.json")


class NativeEnvironment(AnsibleNativeEnvironment):
    @staticmethod
    def concat(nodes):
        nodes = list(nodes)
        if len(nodes) == 1:
            return nodes[0]
        return "".join("" if node is None else str(node) for node in nodes)


class Loader(yaml.SafeLoader):
    pass


Loader.add_constructor("!unsafe", lambda loader, node: AnsibleUnsafeText(node.value))


class Marked(yaml.SafeLoader):
    pass


Marked.add_constructor("!unsafe", lambda loader, node: {"__data": node.value})


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def plain(value):
    """The value as JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.datetime, datetime.timedelta)):
        return str(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)


def kind(error):
    while error is not None:
        if isinstance(error, AnsibleUndefinedVariable) or "is undefined" in str(error) or "has no attribute" in str(error) and "dict object" in str(error):
            return "undefined"
        if isinstance(error, TemplateSyntaxError):
            return "error"
        error = getattr(error, "orig_exc", None) or error.__cause__
    return "error"


def ask(text, how):
    try:
        value = how(text)
        json.dumps(plain(value))
        return {"input": text, "result": plain(value)}
    except Exception as error:
        return {"input": text, "error": kind(error), "because": str(error).split("\n")[0][:160].replace(HERE, ".")}


def main():
    os.environ["TZ"] = "UTC"
    os.chdir(FILES)
    variables = yaml.load(read("variables.yml"), Loader)
    variables["ansible_search_path"] = [FILES]
    variables["omit"] = "__omit_place_holder__"
    variables["vars"] = variables
    loader = DataLoader()
    loader.set_basedir(FILES)
    classic = Templar(loader, variables=variables)
    native = Templar(loader, variables=variables).copy_with_new_env(environment_class=NativeEnvironment)

    native.environment.finalize = AnsibleNativeEnvironment().finalize

    def expression(text):
        # The list keeps Jinja2 from turning constants into text while it compiles.
        return native.template("{{ [(" + text + "), n][0] }}")

    def condition(text):
        return classic.template("{% if " + text + " %} True {% else %} False {% endif %}").strip() == "True"

    def file(text):
        with classic.set_temporary_context(searchpath=[FILES], trim_blocks=True, lstrip_blocks=False, newline_sequence="\n"):
            return classic.do_template(text, preserve_trailing_newlines=True, escape_backslashes=False)

    marked = yaml.load(read("variables.yml"), Marked)
    golden = {
        "variables": marked,
        "expressions": [ask(line, expression) for line in read("expressions.txt").splitlines()],
        "conditions": [ask(line, condition) for line in read("conditions.txt").splitlines()],
        "texts": [ask(text, classic.template) for text in read("texts.txt")[:-1].split("\n=====\n")],
        "files": [ask(text + "\n", file) for text in read("files.txt")[:-1].split("\n=====\n")],
    }
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with open(TARGET, "w", encoding="utf-8") as target:
        json.dump(golden, target, ensure_ascii=False, indent=1)
        target.write("\n")
    for name in ("expressions", "conditions", "texts", "files"):
        print(name, len(golden[name]), sum("error" in case for case in golden[name]))


if __name__ == "__main__":
    main()
