package org.permanence.cli;

import java.nio.file.Path;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;
import picocli.CommandLine.Option;

/// `--house FILE`, for every command that reads the settings.
final class ConfigOption {

    @Option(
            names = "--house",
            paramLabel = "FILE",
            defaultValue = "house.yaml",
            description = "The settings of the installation (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("house.yaml");

    Path file() {
        return file;
    }

    /// The settings, or all problems at once.
    InstallationSettings read() {
        return SettingsReader.load(file);
    }
}
