package org.permanence.boot;

import picocli.CommandLine.Command;

/// The practices' files.
@Command(
        name = "practice",
        description = "Tries a practice's rules.",
        subcommands = {PracticeSimulateCommand.class})
final class PracticeCommand {}
