package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.Ports;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;

/// What whoever types a command reads, and the status scripts see: 0 done, 1 not done, 2 not understood.
class CommandLineTest {

    private InstallationOnDisk installation;
    private Path directory;

    @BeforeEach
    void createInstallation(@TempDir Path work) {
        directory = work;
        installation = new InstallationOnDisk(work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run", "beat-file", "journal"})
    void invalidSettingsAreReportedCompletelyAndWithoutSecrets(String command) throws IOException {
        installation
                .change("port: 4573", "port: 70000")
                .change("secret-file: secrets/ami", "secret-file: hunter2")
                .change("\"+33199000911\"", "0199000911")
                .changePractice("limit: 50", "limit: many");

        var result = run(command, "--house", installation.path("house.yaml").toString());

        assertEquals(1, result.status);
        assertEquals("", result.out);
        assertEquals("permanence: 4 to correct:", result.err.lines().findFirst().orElse(""));
        assertEquals(
                List.of("agi.port", "ami.secret-file", "lines.doctor-martin.number", "queue.limit"),
                result.err
                        .lines()
                        .skip(1)
                        .map(line -> line.split(": ", 3)[1])
                        .sorted()
                        .toList());
        assertHoldsNoSecret(result.err);
        assertFalse(Files.exists(installation.path("state")), "nothing was begun");
    }

    @Test
    void missingSettingsFileIsReported() {
        var result =
                run("check", "--house", directory.resolve("nowhere/house.yaml").toString());

        assertEquals(1, result.status);
        assertTrue(result.err.startsWith("permanence: 1 to correct:\n  house.yaml: "), result.err);
    }

    @Test
    void missingSpeechProgramIsReportedInOneSentence() {
        installation.change(
                "command: [espeak-ng, --stdin, -v, \"{voice}\", -w, \"{file}\"]", "command: [no-such, \"{file}\"]");

        var result = run("run", "--house", installation.path("house.yaml").toString());

        assertEquals(1, result.status);
        assertTrue(
                result.err.matches("permanence: prompt [a-z0-9.-]+: no-such: cannot be run \\(expected: [^\n]*\\)\n"),
                result.err);
    }

    @Test
    void initDoesNotOverwriteAnInstallation() {
        String before = installation.text("house.yaml");

        var result = run("init", installation.path("").toString());

        assertEquals(1, result.status);
        assertEquals(
                "permanence: new house: house.yaml is there already (expected: a directory without a house)\n",
                result.err);
        assertEquals(before, installation.text("house.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "check --hause x",
                "assistant",
                "assistant dance --house HOUSE",
                "assistant login --house HOUSE",
                "assistant login ines/../omar --house HOUSE",
                "assistant pause ines --reason a&b --house HOUSE",
                "message dance les-lilas --house HOUSE",
                "message list les/lilas --purpose treat --house HOUSE",
                "message play one --purpose treat --house HOUSE",
                "audit dance --house HOUSE",
                "audit export --purpose hcompl --house HOUSE",
                "audit export --purpose hcompl --from yesterday --out HOUSE.ndjson --house HOUSE",
                "audit destroyed --purpose hcompl --out HOUSE.json --house HOUSE",
                "audit destroyed --practice Les/Lilas --purpose hcompl --out HOUSE.json --house HOUSE",
                "audit destroyed --practice les-lilas --purpose hcompl --house HOUSE",
                "audit destroyed --practice les-lilas --to 1970-01-01T00:00:00Z --out HOUSE.json --house HOUSE"
            })
    void invalidArgumentsAreReportedWithTheExpectedForm(String arguments) {
        useUnusedManagementPort();

        var result = run(arguments
                .replace("HOUSE", installation.path("house.yaml").toString())
                .split(" "));

        assertEquals(2, result.status, result.err);
        assertFalse(result.err.isBlank() || result.err.contains("Exception"), result.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant list", "assistant login ines", "journal --last 5"})
    void commandsFailWithoutARunningEngine(String arguments) {
        int port = useUnusedManagementPort();

        var result = run((arguments + " --house " + installation.path("house.yaml")).split(" "));

        assertEquals(1, result.status);
        assertEquals(
                "permanence: no engine at 127.0.0.1:" + port + " (expected: a running one; start it: permanence run)\n",
                result.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "destroyed --practice les-lilas"})
    void nothingOfTheAuditLogIsWrittenWithoutAnEntry(String action) {
        useUnusedManagementPort();
        Path file = directory.resolve("of-the-log");

        var result = run(
                ("audit " + action + " --purpose hcompl --out " + file + " --house " + installation.path("house.yaml"))
                        .split(" "));

        assertEquals(1, result.status);
        assertTrue(result.err.startsWith("permanence: no engine at "), result.err);
        assertFalse(Files.exists(file));
    }

    @Test
    void missingAuditLogIsNotVerified() {
        var result = run(
                "audit", "verify", "--house", installation.path("house.yaml").toString());

        assertEquals(2, result.status);
        assertTrue(result.out.contains("not verified: "), result.out + result.err);
    }

    @Test
    void newInstallationIsValidAndItsSecretsAreNotShown() throws IOException {
        Path created = directory.resolve("new");

        var init = run("init", created.toString());
        var check = run("check", "--house", created.resolve("house.yaml").toString());

        assertEquals(0, init.status);
        assertEquals(
                "made " + created.resolve("house.yaml") + "; next: edit it, then permanence check --house "
                        + created.resolve("house.yaml") + "\n",
                init.out);
        assertEquals(0, check.status);
        assertEquals("good: 1 practices, 2 assistants, 2 lines\n", check.out);
        assertEquals("", init.err + check.err);
    }

    @Test
    void heartbeatFileIsInTheStateDirectory() {
        var result = run("beat-file", "--house", installation.path("house.yaml").toString());

        assertEquals(installation.path("state/beat") + "\n", result.out);
    }

    private void assertHoldsNoSecret(String text) throws IOException {
        assertFalse(text.contains("hunter2") || text.contains(Fixtures.NATIONAL_NUMBER_PREFIX), text);
        for (String secret : List.of("secrets/ami", "secrets/management", "secrets/phone-awa")) {
            assertFalse(
                    text.contains(Files.readString(installation.path(secret)).strip()), secret);
        }
    }

    private int useUnusedManagementPort() {
        int port = Ports.tcp(InetAddress.getLoopbackAddress());
        installation.change("port: 9573", "port: " + port);
        return port;
    }

    private record CommandResult(int status, String out, String err) {}

    private static CommandResult run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(status, out.toString(), err.toString());
    }
}
