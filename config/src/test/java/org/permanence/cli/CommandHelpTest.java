package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Every command, option and parameter has a help text: a sentence or a noun with a capital letter and a full stop,
/// in plain words, and an option that may be left out names its default.
class CommandHelpTest {

    private static final Pattern SENTENCE = Pattern.compile("(?s)[A-Z].*\\.");
    private static final Pattern METAPHOR =
            Pattern.compile("\\b(house|desk|room|book|tape|ferry|mouth|ear|door)\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void everyCommandOptionAndParameterHasAHelpText() {
        assertEquals(List.of(), problems(Main.commands()));
    }

    @Test
    void everyCommandShowsItsHelp() {
        everyCommand(Main.commands()).forEach(command -> {
            String[] path = command.getCommandSpec().qualifiedName(" ").split(" ");
            path[0] = "--help";
            var arguments = new ArrayList<>(List.of(path));
            arguments.add(arguments.removeFirst());

            var result = CommandResult.run(arguments.toArray(String[]::new));

            assertEquals(0, result.exitCode(), result.err());
            assertTrue(result.out().contains("Usage: permanence"), result.out());
            assertEquals("", result.err());
        });
    }

    @Test
    void missingHelpTextsAreFound() {
        for (String text : List.of("", "where it goes.", "Where it goes", "Ask the house.")) {
            var command = new CommandLine(CommandSpec.create());
            command.getCommandSpec().usageMessage().description("Do something.");
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("--planted")
                            .required(true)
                            .paramLabel("WORD")
                            .type(String.class)
                            .description(text)
                            .build());

            assertEquals(1, problems(command).size(), text);
        }
    }

    @Test
    void missingDefaultIsFound() {
        var command = new CommandLine(CommandSpec.create());
        command.getCommandSpec().usageMessage().description("Do something.");
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--planted")
                        .paramLabel("WORD")
                        .type(String.class)
                        .description("Word to use.")
                        .build());

        assertEquals(1, problems(command).size());
    }

    private static List<CommandLine> everyCommand(CommandLine root) {
        List<CommandLine> commands = new ArrayList<>();
        commands.add(root);
        root.getSubcommands().values().forEach(command -> commands.addAll(everyCommand(command)));
        return commands;
    }

    private static List<String> problems(CommandLine root) {
        List<String> problems = new ArrayList<>();
        for (CommandLine command : everyCommand(root)) {
            CommandSpec spec = command.getCommandSpec();
            check(problems, spec.qualifiedName(" "), spec.usageMessage().description());
            for (OptionSpec option : spec.options()) {
                String name = spec.qualifiedName(" ") + " " + option.longestName();
                check(problems, name, option.description());
                if (!option.required()
                        && takesAValue(option)
                        && !text(option.description()).contains("(default: ")) {
                    problems.add(name + ": names no default");
                }
            }
            for (ArgSpec parameter : spec.positionalParameters()) {
                check(problems, spec.qualifiedName(" ") + " " + parameter.paramLabel(), parameter.description());
            }
        }
        return problems;
    }

    private static boolean takesAValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static void check(List<String> problems, String name, String[] description) {
        String text = text(description);
        if (!SENTENCE.matcher(text).matches()) {
            problems.add(name + ": \"" + text + "\" (expected: a capital letter first, a full stop last)");
        } else if (METAPHOR.matcher(text).find()) {
            problems.add(name + ": \"" + text + "\" has a forbidden word");
        }
    }

    private static String text(String[] description) {
        return String.join(" ", description);
    }
}
