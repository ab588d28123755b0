package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.notify.HookSink;
import io.nightshift.core.notify.MailSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line tells people what a run came to, and no secret is in what they read. */
class NotifiedRunTest {
    private static final String CANARY = "canary-of-the-playbook";

    @TempDir
    private Path work;

    private MailSink mail;
    private HookSink hook;

    @BeforeEach
    void start() throws Exception {
        mail = MailSink.start();
        hook = HookSink.start();
        write("address", hook.url("/services/canary-of-the-webhook") + "\n");
        write("notify.yml", """
                mail:
                  server: smtp://127.0.0.1:%d
                  tls: no
                  from: nightshift@example.org
                  to: desk@example.org
                webhooks:
                  - {url_file: address, form: slack}
                events: [started, ended]
                escalate: {after: 30m, to: head@example.org}
                """.formatted(mail.port()));
        write("site.yml", """
                - hosts: all
                  gather_facts: no
                  vars: {password: %s}
                  tasks:
                    - uri: {url: "http://127.0.0.1:1/", url_password: "{{ password }}", url_username: me}
                      when: no
                    - user: {name: nobody, password: "{{ password }}"}
                      check_mode: yes
                    - fail: {msg: "the password is {{ password }}, at %s"}
                """.formatted(CANARY, hook.url("/services/canary-of-the-webhook")));
    }

    @AfterEach
    void stop() throws Exception {
        mail.close();
        hook.close();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(work.resolve(name), text);
    }

    @Test
    void whatARunCameToIsToldAndWhoWasToldIsRecorded() throws Exception {
        nightshift(1, "run", "site.yml", "-i", "pc01,", "-c", "local", "--notify", "notify.yml");

        MailSink.Mail began = mail.next();
        MailSink.Mail ended = mail.next();
        assertThat(began.header("Subject")).isEqualTo("[Nightshift] site.yml begins on 1 host");
        assertThat(ended.header("Subject")).isEqualTo("[Nightshift] site.yml: 1 of 1 host did not end well");
        assertThat(ended.body()).contains("pc01", "the password is ********", "nightshift report");
        assertThat(hook.next()).contains("site.yml begins on 1 host");
        String posted = hook.next();
        assertThat(posted).contains("did not end well");
        assertThat(ended.text() + posted).doesNotContain("canary");
        String run = ended.text().replaceAll("(?s).*run (\\S+) of .*", "$1");
        assertThat(nightshift(0, "runs", run))
                .contains("told      ended: desk@example.org was told", "told      ended: slack webhook 1 was told")
                .doesNotContain("canary");
    }

    @Test
    void aTestReachesEverybodyAndSaysWhoWasNotReached() throws Exception {
        assertThat(nightshift(0, "notify", "test", "--notify", "notify.yml"))
                .isEqualTo("desk@example.org: taken\nhead@example.org: taken\nslack webhook 1: taken\n");
        assertThat(mail.next().to()).containsExactly("desk@example.org", "head@example.org");
        hook.close();
        assertThat(nightshift(1, "notify", "test", "--notify", "notify.yml"))
                .isEqualTo("desk@example.org: taken\nhead@example.org: taken\n"
                        + "slack webhook 1: not told, its server cannot be reached\n");
    }

    @Test
    void aMistakeIsFoundBeforeAnythingBegins() throws Exception {
        write("notify.yml", "mail: {server: \"smtp://127.0.0.1\", from: me@example.org, two: desk@example.org}\n");

        assertThat(nightshift(2, "run", "site.yml", "-i", "pc01,", "-c", "local", "--notify", "notify.yml"))
                .contains("error: there is no `two` here", "notify.yml:1:", "`mail` has no `to`");
        assertThat(nightshift(2, "run", "site.yml", "-i", "pc01,", "-c", "local", "--notify", "elsewhere.yml"))
                .contains("there is no such file, and it should say who is told", "it was named by --notify");
    }

    @Test
    void whatACheckFindsIsToldWhenSomethingHasChanged() throws Exception {
        write("notify.yml", Files.readString(work.resolve("notify.yml")).replace("[started, ended]", "[ended, drift]"));
        write("site.yml", """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - command: echo nobody knows
                    - name: a message
                      copy: {content: "new", dest: "%s/motd"}
                """.formatted(work));
        write("motd", "new");
        String[] look = {"run", "--drift", "site.yml", "-i", "pc01,", "-c", "local", "--notify", "notify.yml"};

        nightshift(0, look);
        assertThat(nightshift(0, "drift"))
                .contains("1: 0 differ from the playbook, 1 is as it says", "the first check");
        write("motd", "meddled with");
        nightshift(0, look);

        MailSink.Mail told = mail.next();
        assertThat(told.header("Subject")).endsWith("site.yml: 1 of 1 host differs from the playbook");
        assertThat(told.body()).contains("pc01  NEW  write " + work + "/motd", "nightshift drift ");
        assertThat(mail.isEmpty()).as("nothing is told of a check but this").isTrue();
        assertThat(nightshift(0, "drift", "site.yml"))
                .contains("NEW SINCE THE LAST TIME", "write " + work + "/motd", "ONLY A RUN CAN TELL");
        assertThat(nightshift(2, "drift", "elsewhere.yml")).contains("no check is kept of a schedule, playbook or run");
        assertThat(Files.readString(work.resolve("motd"))).isEqualTo("meddled with");
    }

    private String nightshift(int expected, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + work,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        Path output = work.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NIGHTSHIFT_STATE", work.resolve("state").toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isEqualTo(expected);
        return text;
    }
}
