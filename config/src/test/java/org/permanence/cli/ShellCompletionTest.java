package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of `permanence generate-completion`, run by bash.
class ShellCompletionTest {

    private Path script;

    @BeforeEach
    void generateScript(@TempDir Path directory) throws IOException {
        var result = CommandResult.run("generate-completion");
        assertEquals(0, result.exitCode(), result.err());
        script = Files.writeString(directory.resolve("completion"), result.out());
    }

    @Test
    void scriptIsValidForBash() throws IOException, InterruptedException {
        assertEquals("", bash("bash", "-n", script.toString()));
    }

    @Test
    void commandsSubcommandsAndOptionsAreCompleted() throws IOException, InterruptedException {
        assertTrue(completions("permanence", "").containsAll(List.of("run", "recording", "on-call", "practice")));
        assertEquals(List.of("override"), completions("permanence", "on-call", "ov"));
        assertEquals(List.of("list-blocked"), completions("permanence", "practice", "li"));
        assertTrue(completions("permanence", "recording", "export", "--").contains("--to"));
    }

    /// What bash offers for the last word.
    private List<String> completions(String... words) throws IOException, InterruptedException {
        String program = """
                source "$1"
                shift
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                COMP_LINE="$*"
                COMP_POINT=${#COMP_LINE}
                COMP_TYPE=9
                _complete_permanence
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        var command = new ArrayList<>(List.of("bash", "-c", program, "bash", script.toString()));
        command.addAll(List.of(words));
        return bash(command.toArray(String[]::new)).lines().map(String::strip).toList();
    }

    private static String bash(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
