package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.seal.FileRootKey;
import org.permanence.settings.SettingsReader;

/// The settings of the lab are valid, so that a mistake in them does not show up as an engine that never starts.
class LabPlanTest {

    private static List<LabPlan> plans() {
        return List.of(
                LabPlan.minimal().withOnCallForQueuedCallers().withRecording(),
                LabPlan.minimal().withCallbacks(),
                LabPlan.minimal().withBlockedCallersRefused(),
                LabPlan.minimal().withMessages().withEnglish(),
                LabPlan.minimal().closed().withUnreadEscalation(),
                LabPlan.minimal().withAudioSocket().withPostgreSql(5432),
                LabPlan.minimal().withConsole(),
                LabPlan.minimal().withClosedPractice());
    }

    @TempDir
    private Path directory;

    @Test
    void everyPlanIsAcceptedByTheSettingsReader() throws IOException {
        Files.createDirectories(directory.resolve("practices"));
        Files.createDirectories(directory.resolve("secrets"));
        for (String secret : List.of("ami", "management", "database")) {
            Path file = Files.writeString(directory.resolve("secrets").resolve(secret), "secret");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        FileRootKey.create(directory.resolve("secrets/root-key"));

        for (LabPlan plan : plans()) {
            for (var practice : plan.practiceFiles().entrySet()) {
                Files.writeString(directory.resolve("practices").resolve(practice.getKey()), practice.getValue());
            }
            Path file = Files.writeString(
                    directory.resolve("permanence.yaml"),
                    plan.settingsFile(
                            new LabPorts(directory, 5060, 5038, 4573, 9573, 9443, 4574, 10_000, "127.0.0.3:5070")));

            var result = new SettingsReader().read(file);
            assertInstanceOf(SettingsReader.Result.Valid.class, result, result::toString);
        }
    }
}
