package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.metrics.EngineMetrics;
import org.permanence.seal.FileRootKey;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.store.Database;
import org.permanence.testing.SteppedClock;

class EngineHealthTest {

    private final EngineMetrics metrics = new EngineMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void wrongRootKeyIsAReasonAndAMetric(@TempDir Path work) throws Exception {
        var installation = new InstallationOnDisk(work);
        assertTrue(RecordsOnDisk.opens(installation));
        Files.delete(installation.path("secrets/root-key"));
        FileRootKey.create(installation.path("secrets/root-key"));

        try (var database = Databases.open(installation.settings().database())) {
            Optional<RecordsModule> records = open(installation, database);
            var health = new EngineHealth(database, records, 1, List.of(), List::of);
            health.register(metrics);

            assertEquals(
                    List.of("records: not available (expected: the root key and an undamaged audit log; see the log)"),
                    health.readiness(() -> true, Optional::empty, Optional::empty)
                            .reasons());
            assertMetric("permanence_records_available 0.0");
            assertMetric("permanence_audit_replicas 1.0");
            assertMetric("permanence_audit_replicas_up 0.0");
            assertMetric("permanence_database_available 1.0");
        }
    }

    @Test
    void healthyEngineHasNoReasons(@TempDir Path work) throws Exception {
        var installation = new InstallationOnDisk(work);
        try (var database = Databases.open(installation.settings().database())) {
            Optional<RecordsModule> records = open(installation, database);
            var health = new EngineHealth(database, records, 1, List.of(), List::of);
            health.register(metrics);

            assertEquals(
                    List.of(),
                    health.readiness(() -> true, Optional::empty, Optional::empty)
                            .reasons());
            assertEquals(
                    List.of(
                            "asterisk: takes no heartbeat (expected: attached by AMI; see the log)",
                            "old version",
                            "few files"),
                    health.readiness(() -> false, () -> Optional.of("old version"), () -> Optional.of("few files"))
                            .reasons());
            assertMetric("permanence_records_available 1.0");
            assertMetric("permanence_audit_replicas_up 1.0");
            assertMetric("permanence_audit_failures_total 0.0");
            records.orElseThrow().close();
        }
    }

    @Test
    void peersWithoutEncryptionAreRepeatedInTheLogAndAMetric(@TempDir Path work) {
        var installation = new InstallationOnDisk(work)
                .change(
                        "outbound: 127.0.0.2:5060",
                        "outbound: 192.0.2.1:5060\n    unprotected: accepted\n    unprotected-reason: No TLS there");
        var settings = installation.settings();
        try (var database = Databases.open(settings.database());
                var log = new CapturedLogEvents(EngineHealth.class)) {
            new EngineHealth(database, Optional.empty(), 1, settings.unprotectedPeers(), List::of).register(metrics);

            assertEquals(List.of("WARN sip.unprotected peer=trunk carrier reason=No TLS there"), log.details());
            assertMetric("permanence_sip_unprotected 1.0");
        }
    }

    private void assertMetric(String line) {
        assertTrue(metrics.scrape().contains(line + "\n"), metrics::scrape);
    }

    private static Optional<RecordsModule> open(InstallationOnDisk installation, Database database) {
        return RecordsModule.open(
                installation.settings(),
                database,
                RecordsOnDisk.people(installation.settings(), database, new SteppedClock()),
                new RecordsModule.Listeners(
                        MetricsBridge.recordings(new EngineMetrics()),
                        MetricsBridge.messages(new EngineMetrics()),
                        MetricsBridge.retention(new EngineMetrics()),
                        MetricsBridge.records(new EngineMetrics()).breakGlass(),
                        () -> {},
                        () -> {}),
                new SteppedClock());
    }
}
