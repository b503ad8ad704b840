package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.settings.InstallationOnDisk;

/// Every command to the running engine needs the session of a person.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsWithoutSessionTest {

    private static final String UNKNOWN_ID = "01938c5a-1f00-7000-8000-000000000001";

    /// A public key without a private one.
    private static final String RECIPIENT = "age1uvu5vc2uvh7q25ulycrwhpctxyn79wspxgvsnyz7rc8h0h35nf4qks3a9x";

    private InstallationOnDisk installation;
    private Path directory;

    @BeforeAll
    void createInstallation(@TempDir Path work) throws IOException {
        installation = new InstallationOnDisk(work);
        directory = work;
        Files.writeString(work.resolve("number"), "+33199000742\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assistant list",
                "assistant login ines",
                "assistant logout ines",
                "assistant pause ines",
                "assistant ready ines",
                "assistant transfer ines --to doctor-martin",
                "journal les-lilas",
                "recording list les-lilas --purpose hcompl",
                "recording play ID --practice les-lilas --purpose hcompl --out OUT",
                "recording export ID --practice les-lilas --purpose hcompl --out OUT --to AGE",
                "recording verify ID --practice les-lilas --purpose hcompl",
                "recording hold ID --practice les-lilas --purpose hcompl",
                "recording release ID --practice les-lilas --purpose hcompl",
                "recording pause call-1",
                "recording resume call-1",
                "message list les-lilas --purpose hcompl",
                "message play ID --practice les-lilas --purpose hcompl --out OUT",
                "message export ID --practice les-lilas --purpose hcompl --out OUT --to AGE",
                "message callback-number ID --practice les-lilas --purpose hcompl",
                "message acknowledge ID --practice les-lilas --purpose hcompl",
                "patient erase --number-file NUMBER --practice les-lilas --purpose hcompl",
                "practice apply FILE --reason-file REASON:x",
                "practice rollback les-lilas --version 1 --reason-file REASON:x",
                "practice history les-lilas",
                "practice diff les-lilas",
                "practice export les-lilas",
                "practice block les-lilas --number-file NUMBER --purpose hcompl",
                "practice unblock les-lilas --number-file NUMBER --purpose hcompl",
                "practice list-blocked les-lilas --purpose hcompl",
                "on-call show les-lilas",
                "on-call list les-lilas",
                "on-call override les-lilas --lines doctor-martin --to 2026-11-18T12:00 --reason-file REASON:x",
                "on-call cancel 1 --reason-file REASON:x",
                "key rotate les-lilas --purpose hcompl",
                "audit own",
                "recording listen ID --practice les-lilas --purpose treat",
                "message listen ID --practice les-lilas --purpose treat",
                "audit export --purpose hcompl --out OUT",
                "audit certify-destruction les-lilas --purpose hcompl --out OUT",
                "user invite noemie --role assistant --at team:centre",
                "user show claire",
                "user list",
                "user role claire --give supervisor --at team:centre",
                "user rest claire",
                "user staffing claire --team centre --line ines --practices les-lilas",
                "user left claire",
                "access check --as claire --deed drain",
                "sessions",
                "logout"
            })
    void commandSaysHowToSignIn(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            words.add(
                    switch (word) {
                        case "ID" -> UNKNOWN_ID;
                        case "AGE" -> RECIPIENT;
                        case "OUT" -> directory.resolve("out").toString();
                        case "NUMBER" -> directory.resolve("number").toString();
                        case "FILE" ->
                            installation.path("practices/les-lilas.yaml").toString();
                        default -> ReasonFile.of(word, directory);
                    });
        }
        words.addAll(List.of(
                "--session-file",
                directory.resolve("none").toString(),
                "--config",
                installation.path("permanence.yaml").toString()));

        var result = CommandResult.run(words.toArray(String[]::new));

        assertEquals("permanence: not signed in (expected: permanence login)\n", result.output());
        assertEquals(1, result.exitCode());
        assertFalse(Files.exists(directory.resolve("out")));
    }
}
