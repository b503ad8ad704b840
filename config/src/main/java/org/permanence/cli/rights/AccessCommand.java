package org.permanence.cli.rights;

import picocli.CommandLine.Command;

/// `permanence access`.
@Command(
        name = "access",
        description = "Show what the table of rights decides.",
        subcommands = AccessCheckCommand.class)
public final class AccessCommand {}
