package org.permanence.cli.people;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.permanence.access.MachineDeed;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.signin.ServiceKeyFile;
import org.permanence.seal.MachineKey;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `user service`.
@Command(
        name = "service",
        description = {
            "Make an account for a machine, with a new key, and list what it may do. Only operations may.",
            "Of an account that a machine has, replace the key and the list; its sessions end."
        })
public final class ServiceCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Parameters(paramLabel = "LOGIN", description = "Login of the machine; no person may have had it.")
    private Login login = new Login("login");

    @Option(
            names = "--deeds",
            paramLabel = "DEEDS",
            required = true,
            split = ",",
            description = "What the machine may do, with commas: read-journal, see-channels, see-audit-health, "
                    + "verify-audit-log, export-audit-log.")
    private List<MachineDeed> deeds = List.of();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            required = true,
            description = "New file for the private key of the machine, which permanence login --key-file reads.")
    private Path keyFile = Path.of("key");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var client = access.client(config.management());
        var file = new ServiceKeyFile(keyFile);
        MachineKey key = file.create();
        boolean isTaken = false;
        try {
            String words = deeds.stream().map(EnumWords::of).collect(Collectors.joining(","));
            client.post("/people/" + login + "/service", Map.of("key", key.text(), "deeds", words));
            isTaken = true;
        } finally {
            if (!isTaken) {
                file.delete();
            }
        }
        spec.commandLine().getOut().printf("%s may sign in with the key in %s%n", login, keyFile);
        return 0;
    }
}
