"""Writes what every task registered as JSON, in the form RegisteredContainerTest compares."""
import json
import os

from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.plugins.callback import CallbackBase

LEFT_OUT = ("invocation", "diff", "deprecations", "warnings", "exception")


def plain(value):
    if isinstance(value, dict):
        return {
            key: plain(each)
            for key, each in value.items()
            if key not in LEFT_OUT and not str(key).startswith("_ansible") and key != "discovered_interpreter_python"
        }
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "recording"

    def __init__(self):
        super().__init__()
        self.tasks = []

    def add(self, result, status):
        values = plain(result._result)
        if isinstance(values.get("ansible_facts"), dict):
            values["ansible_facts"].pop("discovered_interpreter_python", None)
            if not values["ansible_facts"]:
                del values["ansible_facts"]
        self.tasks.append({"task": result._task.get_name(), "module": result._task.action.rsplit(".", 1)[-1], "status": status, "result": values})

    def v2_runner_on_ok(self, result):
        self.add(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.add(result, "failed")

    def v2_runner_on_skipped(self, result):
        self.add(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.add(result, "unreachable")

    def v2_playbook_on_stats(self, stats):
        text = json.dumps(self.tasks, indent=1, sort_keys=True, cls=AnsibleJSONEncoder)
        with open(os.environ["RECORDING"], "w") as file:
            file.write(text + "\n")
