"""Prints one line per host, task and outcome, in the form the parity tests compare."""
import json

from ansible.playbook.task_include import TaskInclude
from ansible.plugins.callback import CallbackBase

SHOWN = ("debug", "fail", "assert")


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "outcomes"

    def __init__(self):
        super().__init__()
        self.by_host = {}

    def line(self, result, status, item=None):
        task = result._task
        short = task.action.rsplit(".", 1)[-1]
        text = "%s | %s" % (status, task.get_name())
        if item is not None:
            text += " | item " + str(item)
        values = result._result
        if short in SHOWN and not (item is None and "results" in values) and status != "skipped":
            message = values.get("msg")
            if short == "debug" and "var" in task.args:
                message = values.get(task.args["var"])
            if status not in ("failed", "ignored") or short == "fail" or short == "assert":
                text += " | " + self.shown(message)
        self.by_host.setdefault(result._host.get_name(), []).append(text)

    @staticmethod
    def shown(value):
        return json.dumps(value, sort_keys=True)

    def v2_runner_on_ok(self, result):
        if not isinstance(result._task, TaskInclude) and result._task.action != "meta":
            self.line(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.line(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_skipped(self, result):
        if result._task.action != "meta":
            self.line(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.line(result, "unreachable")

    def v2_runner_item_on_ok(self, result):
        if not isinstance(result._task, TaskInclude):
            self.line(result, "changed" if result._result.get("changed") else "ok", result._result.get("_ansible_item_label", ""))

    def v2_runner_item_on_failed(self, result):
        self.line(result, "failed", result._result.get("_ansible_item_label", ""))

    def v2_runner_item_on_skipped(self, result):
        self.line(result, "skipped", result._result.get("_ansible_item_label", ""))

    def v2_playbook_on_stats(self, stats):
        for host in sorted(self.by_host):
            print("== " + host)
            for line in self.by_host[host]:
                print(line)
