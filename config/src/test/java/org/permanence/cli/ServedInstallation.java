package org.permanence.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.management.IdleApis;
import org.permanence.management.ManagementServer;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.Ports;
import org.permanence.testing.SteppedClock;

/// An installation whose management port serves real records, for commands.
///
/// @param files the files of the installation
record ServedInstallation(
        InstallationOnDisk files, RecordsOnDisk records, EngineMetrics metrics, ManagementServer server)
        implements AutoCloseable {

    static ServedInstallation open(Path directory, SteppedClock clock) throws IOException {
        var files = new InstallationOnDisk(directory);
        files.change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()));
        InstallationSettings settings = files.settings();
        var metrics = new EngineMetrics();
        var records = RecordsOnDisk.open(settings, clock);
        ManagementServer server = IdleApis.server(settings, records.api(), metrics, clock);
        server.start();
        return new ServedInstallation(files, records, metrics, server);
    }

    /// The path of the settings file, for `--config`.
    String settingsFile() {
        return files.path("permanence.yaml").toString();
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
        records.close();
    }
}
