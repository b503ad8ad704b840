package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;
import org.permanence.testing.Ports;

/// Messages and exit codes: 0 done, 1 not done, 2 invalid command line.
class CommandLineTest {

    private InstallationOnDisk installation;
    private Path directory;

    @BeforeEach
    void createInstallation(@TempDir Path work) {
        directory = work;
        installation = new InstallationOnDisk(work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run", "heartbeat-file", "journal les-lilas"})
    void invalidSettingsAreReportedCompletelyAndWithoutSecrets(String command) throws IOException {
        installation
                .change("port: 4573", "port: 70000")
                .change("secret-file: secrets/ami", "secret-file: hunter2")
                .change("\"+33199000911\"", "0199000911")
                .changePractice("limit: 50", "limit: many");

        var result = CommandResult.run((command + " --config " + installation.path("permanence.yaml")).split(" "));

        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertEquals(
                "permanence: 4 to correct:", result.err().lines().findFirst().orElse(""));
        assertEquals(
                List.of("agi.port", "ami.secret-file", "lines.doctor-martin.number", "queue.limit"),
                result.err()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(": ", 3)[1])
                        .sorted()
                        .toList());
        assertHoldsNoSecret(result.err());
        assertFalse(Files.exists(installation.path("state")), "no state directory was created");
    }

    @Test
    void missingSettingsFileIsReported() {
        var result = CommandResult.run(
                "check",
                "--config",
                directory.resolve("nowhere/permanence.yaml").toString());

        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("permanence: 1 to correct:\n  permanence.yaml: "), result.err());
    }

    @Test
    void missingSpeechProgramIsReportedInOneSentence() {
        installation.change(
                "command: [espeak-ng, --stdin, -v, \"{voice}\", -w, \"{file}\"]", "command: [no-such, \"{file}\"]");

        var result = CommandResult.run(
                "run", "--config", installation.path("permanence.yaml").toString());

        assertEquals(1, result.exitCode());
        assertTrue(
                result.err().matches("permanence: prompt [a-z0-9.-]+: no-such: cannot be run \\(expected: [^\n]*\\)\n"),
                result.err());
    }

    @Test
    void initDoesNotOverwriteAnInstallation() {
        String before = installation.text("permanence.yaml");

        var result = CommandResult.run("init", installation.path("").toString());

        assertEquals(1, result.exitCode());
        assertEquals(
                "permanence: init: permanence.yaml exists already (expected: a directory without an installation)\n",
                result.err());
        assertEquals(before, installation.text("permanence.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "check --hause x",
                "assistant",
                "assistant dance --config SETTINGS",
                "assistant login --config SETTINGS",
                "assistant login ines/../omar --config SETTINGS",
                "assistant pause ines --reason a&b --config SETTINGS",
                "message dance les-lilas --config SETTINGS",
                "message list les/lilas --purpose treat --config SETTINGS",
                "message play one --purpose treat --config SETTINGS",
                "audit dance --config SETTINGS",
                "audit export --purpose hcompl --config SETTINGS",
                "audit export --purpose hcompl --from yesterday --out SETTINGS.ndjson --config SETTINGS",
                "audit certify-destruction --purpose hcompl --out SETTINGS.json --config SETTINGS",
                "audit certify-destruction Les/Lilas --purpose hcompl --out SETTINGS.json --config SETTINGS",
                "audit certify-destruction les-lilas --purpose hcompl --config SETTINGS",
                "audit export --to age1 --purpose hcompl --out SETTINGS.ndjson --config SETTINGS",
                "recording export REC --purpose treat --out SETTINGS.age --config SETTINGS",
                "recording play REC --to age1,age2 --purpose treat --out SETTINGS.wav --config SETTINGS",
                "audit certify-destruction les-lilas --until 1970-01-01T00:00:00Z --purpose hcompl --out SETTINGS.json --config SETTINGS"
            })
    void invalidArgumentsAreReportedWithTheExpectedForm(String arguments) {
        useUnusedManagementPort();

        var result = CommandResult.run(arguments
                .replace("SETTINGS", installation.path("permanence.yaml").toString())
                .replace("REC", "01938c5a-1f00-7000-8000-000000000001")
                .split(" "));

        assertEquals(2, result.exitCode(), result.err());
        assertFalse(result.err().isBlank() || result.err().contains("Exception"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant list", "assistant login ines", "journal les-lilas --last 5"})
    void commandsFailWithoutARunningEngine(String arguments) throws IOException {
        int port = useUnusedManagementPort();

        var result = CommandResult.run(
                (arguments + " --config " + installation.path("permanence.yaml") + " --session-file " + sessionFile())
                        .split(" "));

        assertEquals(1, result.exitCode());
        assertEquals(
                "permanence: no engine at 127.0.0.1:" + port
                        + " (expected: a running engine; start it with: permanence run)\n",
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "certify-destruction les-lilas"})
    void auditLogIsNotExportedWithoutAnEntry(String action) throws IOException {
        useUnusedManagementPort();
        Path file = directory.resolve("of-the-log");

        var result = CommandResult.run(("audit " + action + " --purpose hcompl --out " + file + " --config "
                        + installation.path("permanence.yaml") + " --session-file " + sessionFile())
                .split(" "));

        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("permanence: no engine at "), result.err());
        assertFalse(Files.exists(file));
    }

    /// The file of a sign-in that an engine has ended since.
    private Path sessionFile() throws IOException {
        return Files.writeString(directory.resolve("session"), "{\"session\":\"" + "A".repeat(43) + "\"}");
    }

    @Test
    void missingAuditLogIsNotVerified() {
        var result = CommandResult.verifyAuditLog(installation);

        assertEquals(2, result.exitCode());
        assertTrue(result.out().contains("not verified: "), result.out() + result.err());
    }

    @Test
    void checkRepeatsWhatIsAcceptedWithoutEncryption() {
        installation.change(
                "outbound: 127.0.0.2:5060",
                "outbound: 192.0.2.1:5060\n    unprotected: accepted\n    unprotected-reason: No TLS there");

        var check = CommandResult.run(
                "check", "--config", installation.path("permanence.yaml").toString());

        assertEquals(0, check.exitCode());
        assertTrue(check.out().startsWith("""
                valid: 1 practice, 2 assistants, 2 lines
                assistants: a start for the database; for those it knows, the database counts (permanence user staffing changes it)
                gates off: account, factors, agreement, training, instructions, contract: calls are offered without them (docs/gates.md)
                unprotected: trunk carrier: SIP and audio without encryption (No TLS there)
                open files:"""), check::out);
    }

    @Test
    void checkWarnsOfALanguageThatNoAssistantOfTheFileSpeaks() {
        installation.change("languages: [fr, en]", "languages: [fr]").changePractice("language: fr", "language: en");

        var check = CommandResult.run(
                "check", "--config", installation.path("permanence.yaml").toString());

        assertEquals(0, check.exitCode());
        assertTrue(
                check.out().contains("\nwarning: no assistant of the file who serves les-lilas speaks en\n"),
                check::out);
    }

    @Test
    void newInstallationIsValidAndItsSecretsAreNotShown() throws IOException {
        Path created = directory.resolve("new");

        var init = CommandResult.run("init", created.toString());
        var check = CommandResult.run(
                "check", "--config", created.resolve("permanence.yaml").toString());

        assertEquals(0, init.exitCode());
        assertEquals(
                "created " + created.resolve("permanence.yaml")
                        + "; next: edit it, then run: permanence check --config " + created.resolve("permanence.yaml")
                        + "\n",
                init.out());
        assertEquals(0, check.exitCode());
        assertTrue(check.out().matches("""
                        valid: 1 practice, 2 assistants, 2 lines
                        assistants: a start for the database; .*
                        gates off: account, factors, .+
                        open files: [0-9]+ allowed here, enough for .*2500 conversations of the RTP ports.*
                        """), check.out());
        assertEquals("", init.err() + check.err());
    }

    @Test
    void heartbeatFileIsInTheStateDirectory() {
        var result = CommandResult.run(
                "heartbeat-file",
                "--config",
                installation.path("permanence.yaml").toString());

        assertEquals(installation.path("state/beat") + "\n", result.out());
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
}
