package io.nightshift.core.cli;

/** Tasks that each handle a secret in another way; those that fail do so on purpose. */
final class CanaryPlaybook {
    private CanaryPlaybook() {}

    static String of(Canaries canaries) {
        return """
                - hosts: all
                  gather_facts: no
                  become: yes
                  vars_prompt:
                    - {name: prompted, prompt: Secret}
                  tasks:
                    - {name: "a prompt's answer", debug: {msg: "{{ prompted }}"}}
                    - {name: "the extra variable", debug: {var: extra}}
                    - {name: "a template", template: {src: open.j2, dest: "/tmp/open-{{ inventory_hostname }}"}}
                    - name: a line
                      lineinfile: {path: "/tmp/line-{{ inventory_hostname }}", line: "key={{ in_line }}", create: yes, mode: "0600"}
                    - {name: "an item", debug: {msg: "{{ item }}"}, loop: ["{{ in_item }}"]}
                    - {name: "called {{ in_name }}", ping: }
                    - {name: "a fact", set_fact: {kept: "{{ in_fact }}"}}
                    - {name: "the fact", debug: {var: kept}}
                    - name: an error
                      shell: cat >&2; exit 3
                      args: {stdin: "{{ in_error }}"}
                      ignore_errors: yes
                    - {name: "a message", assert: {that: no, fail_msg: "not {{ in_message }}"}, ignore_errors: yes}
                    - {name: "a filter", debug: {msg: "{{ in_filter | from_json }}"}, ignore_errors: yes}
                    - name: written
                      copy: {content: "xy{{ in_slurp }}", dest: "/tmp/slurp-{{ inventory_hostname }}", mode: "0600"}
                    - {name: "read back", slurp: {src: "/tmp/slurp-{{ inventory_hostname }}"}}
                    - {name: "a vaulted file", copy: {src: whole, dest: "/tmp/whole-{{ inventory_hostname }}", mode: "0600"}}
                    - name: hidden content
                      copy: {content: %1$s, dest: "/tmp/content-{{ inventory_hostname }}", mode: "0600"}
                      no_log: yes
                    - name: hidden output
                      shell: cat; sleep 1.25
                      args: {stdin: %2$s}
                      no_log: yes
                    - {name: "hidden and registered", command: cat, args: {stdin: %3$s}, register: answer, no_log: yes}
                    - {name: "shown all the same", debug: {var: answer}}
                    - name: hidden environment
                      shell: 'test -n "$SECRET"; sleep 1.25'
                      environment: {SECRET: %4$s}
                      no_log: yes
                    - name: hidden template
                      template: {src: hidden.j2, dest: "/tmp/hidden-{{ inventory_hostname }}", mode: "0600"}
                      vars: {shown_nowhere: %5$s}
                      no_log: yes
                    - name: hidden line
                      lineinfile: {path: "/tmp/hiddenline-{{ inventory_hostname }}", line: %6$s, create: yes, mode: "0600"}
                      no_log: yes
                    - {name: "hidden items", debug: {msg: "{{ item }}"}, loop: [%7$s], no_log: yes}
                    - name: a request with a password
                      uri: {url: "http://127.0.0.1:9/", url_username: me, url_password: %8$s, force_basic_auth: yes, timeout: 2}
                      ignore_errors: yes
                    - name: a request with headers
                      uri: {url: "http://127.0.0.1:9/", method: POST, headers: {Authorization: %9$s, X-Other: "{{ in_header }}"}, timeout: 2}
                      ignore_errors: yes
                    - name: a download with a password
                      get_url: {url: "http://127.0.0.1:9/", dest: /tmp/never, url_username: me, url_password: %10$s, timeout: 2}
                      ignore_errors: yes
                    - name: a download with a password in its address
                      get_url: {url: "http://me:%11$s@127.0.0.1:9/file", dest: /tmp/never, timeout: 2}
                      ignore_errors: yes
                    - name: an account
                      user: {name: "canary-{{ inventory_hostname }}", password: "$6$salt$%12$s"}
                      when: inventory_hostname != 'passworded'
                """.formatted(
                        canaries.yaml("content under no_log"),
                        canaries.yaml("output under no_log"),
                        canaries.yaml("registered result under no_log"),
                        canaries.yaml("environment under no_log"),
                        canaries.yaml("template under no_log"),
                        canaries.yaml("line under no_log"),
                        canaries.yaml("item under no_log"),
                        canaries.yaml("password of a request"),
                        canaries.yaml("header of a request"),
                        canaries.yaml("password of a download"),
                        canaries.plantPlain("password in an address"),
                        canaries.plantPlain("password of an account"));
    }
}
