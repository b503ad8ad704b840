package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Other users of the machine see command lines, so no argument holds words about a person: a reason may name an
/// illness. Options that take one of a few words, or an ordinal, are no danger.
class PersonalArgumentsTest {

    @Test
    void reasonsAndNumbersOfPersonsAreReadFromFilesOnly() {
        List<String> options = all(Main.commands())
                .flatMap(command -> command.getCommandSpec().options().stream()
                        .filter(option -> !Set.of("WORD", "N").contains(option.paramLabel()))
                        .map(option -> option.longestName()))
                .filter(name -> name.matches("--(reason|number|name|text|note|token|password).*"))
                .distinct()
                .sorted()
                .toList();

        assertTrue(options.contains("--reason-file") && options.contains("--number-file"), options.toString());
        assertEquals(
                List.of(),
                options.stream().filter(name -> !name.endsWith("-file")).toList());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(PersonalArgumentsTest::all));
    }
}
