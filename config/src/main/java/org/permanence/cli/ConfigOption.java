package org.permanence.cli;

import java.nio.file.Path;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.ManagementSettings;
import org.permanence.settings.SettingsReader;
import picocli.CommandLine.Option;

/// `--config FILE`, for every command that reads the settings.
public final class ConfigOption {

    private static final String DEFAULT_FILE = "permanence.yaml";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "Settings file of the installation (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of(DEFAULT_FILE);

    Path file() {
        return file;
    }

    /// @throws org.permanence.settings.SettingsException if the files have problems; the message lists all of them
    InstallationSettings read() {
        return SettingsReader.load(file);
    }

    /// The settings of the management port.
    ///
    /// @throws org.permanence.settings.SettingsException as [#read]
    public ManagementSettings management() {
        return read().management();
    }
}
