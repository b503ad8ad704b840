package org.permanence.boot;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.permanence.audit.AuditLogState;
import org.permanence.management.Readiness;
import org.permanence.management.RecordsApi;
import org.permanence.metrics.EngineMetrics;
import org.permanence.practice.PracticeId;
import org.permanence.settings.Unprotected;
import org.permanence.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operator must act on: reasons in `GET /ready`, and metrics. Nothing here waits.
final class EngineHealth {

    private static final Logger LOG = LoggerFactory.getLogger(EngineHealth.class);

    private final Database database;
    private final Optional<RecordsModule> records;
    private final int auditDirectories;
    private final List<Unprotected.Peer> unprotected;
    private final Supplier<List<PracticeId>> withoutContract;

    /// @param auditDirectories of the settings
    /// @param unprotected      what the settings accept without encryption
    /// @param withoutContract  the practices whose callers reach no assistant for want of a contract
    EngineHealth(
            Database database,
            Optional<RecordsModule> records,
            int auditDirectories,
            List<Unprotected.Peer> unprotected,
            Supplier<List<PracticeId>> withoutContract) {
        this.database = database;
        this.records = records;
        this.auditDirectories = auditDirectories;
        this.unprotected = List.copyOf(unprotected);
        this.withoutContract = withoutContract;
    }

    /// @param takesCalls whether Asterisk accepts the heartbeat
    /// @param asteriskVersion what is wrong with Asterisk's version
    /// @param openFiles what is wrong with the number of descriptors that Asterisk may open
    Readiness readiness(
            Supplier<Boolean> takesCalls,
            Supplier<Optional<String>> asteriskVersion,
            Supplier<Optional<String>> openFiles) {
        return new Readiness(
                List.of(
                        Readiness.check(
                                takesCalls, "asterisk: takes no heartbeat (expected: attached by AMI; see the log)"),
                        asteriskVersion,
                        openFiles,
                        Readiness.check(
                                database::isAvailable,
                                "database: not available (expected: space on its disk; see the log)"),
                        Readiness.check(records::isPresent, RecordsApi.UNAVAILABLE),
                        () -> records.flatMap(RecordsModule::consoleFault),
                        Readiness.check(
                                this::canAudit,
                                "audit log: no directory takes entries, so every access is refused (expected: space on its disk; see the log)")),
                withoutContract);
    }

    /// Registers the metrics, and repeats in the log what the operator has accepted.
    void register(EngineMetrics metrics) {
        metrics.registerDatabase(database::isAvailable);
        metrics.registerRecords(records::isPresent);
        metrics.registerAudit(this::auditState);
        metrics.registerUnprotected(unprotected::size);
        unprotected.forEach(peer -> LOG.atWarn()
                .addKeyValue("peer", peer.name())
                .addKeyValue("reason", peer.reason())
                .log("sip.unprotected"));
    }

    /// True without the records: that is a reason of its own.
    private boolean canAudit() {
        return records.isEmpty() || auditState().replicasUp() > 0;
    }

    private AuditLogState auditState() {
        return records.map(RecordsModule::auditState).orElseGet(() -> AuditLogState.closed(auditDirectories));
    }
}
