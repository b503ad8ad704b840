package org.permanence.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.lab.LabPeople;
import org.permanence.lab.LabPerson;
import org.permanence.lab.ManagementPort;
import org.permanence.management.IdleApis;
import org.permanence.management.IdleApis.PracticeParts;
import org.permanence.management.ManagementServer;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.Ports;
import org.permanence.testing.SteppedClock;

/// An installation whose management port serves real records, for commands.
///
/// @param files the files of the installation
/// @param people who sign in when a test needs them
record ServedInstallation(
        InstallationOnDisk files,
        RecordsOnDisk records,
        EngineMetrics metrics,
        ManagementServer server,
        ManagementPort port,
        LabPeople people)
        implements AutoCloseable {

    static ServedInstallation open(Path directory, SteppedClock clock) {
        return open(new InstallationOnDisk(directory), clock, PracticeParts::idle);
    }

    /// Opens these files, with these parts of the management port.
    static ServedInstallation open(
            InstallationOnDisk files,
            SteppedClock clock,
            BiFunction<InstallationSettings, InstantSource, PracticeParts> parts) {
        files.change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()));
        return start(files, clock, parts);
    }

    private static ServedInstallation start(
            InstallationOnDisk files,
            SteppedClock clock,
            BiFunction<InstallationSettings, InstantSource, PracticeParts> parts) {
        InstallationSettings settings = files.settings();
        var metrics = new EngineMetrics();
        var records = RecordsOnDisk.open(settings, clock);
        ManagementServer server = IdleApis.server(settings, parts.apply(settings, clock), records, metrics, clock);
        server.start();
        var port = new ManagementPort(
                settings.management().address().port(),
                settings.management().token().read().text());
        return new ServedInstallation(
                files, records, metrics, server, port, new LabPeople(port, files.path("../people"), clock));
    }

    /// Closes everything and opens it again, as a restart of the engine does.
    ServedInstallation restart(SteppedClock clock) {
        close();
        return start(files, clock, PracticeParts::idle);
    }

    /// The path of the settings file, for `--config`.
    String settingsFile() {
        return files.path("permanence.yaml").toString();
    }

    /// Runs a command as this person, who is signed in.
    CommandResult runAs(LabPerson person, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--session-file", people.sessionFile(person).toString()));
        return run(arguments);
    }

    /// Runs a command that names no session.
    CommandResult run(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--config", settingsFile()));
        return CommandResult.run(arguments.toArray(String[]::new));
    }

    @Override
    public void close() {
        port.close();
        server.close();
        metrics.close();
        records.close();
    }
}
