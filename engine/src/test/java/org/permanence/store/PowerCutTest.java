package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackRequest;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.seal.SealedNumber;
import org.permanence.triage.Urgency;

/// What a power cut leaves of an embedded database.
class PowerCutTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final TeamId TEAM = new TeamId("centre");
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final CallId CALLBACK = new CallId("callback-1");

    @TempDir
    Path folder;

    @BeforeAll
    static void register() {
        PowerCutFiles.register();
    }

    @Test
    void commitAloneIsNotOnTheDisk() {
        try (Database database = openWithPowerCuts()) {
            database.force();
            book(database);

            assertEquals(List.of(), bookedAfterPowerCut());
        }
    }

    @Test
    void forcedCommitSurvivesThePowerCut() {
        try (Database database = openWithPowerCuts()) {
            book(database);
            database.force();

            assertEquals(List.of(CALLBACK), bookedAfterPowerCut());
        }
    }

    private Database openWithPowerCuts() {
        String url =
                JdbcSettings.embedded(folder.resolve("database")).url().replace("jdbc:h2:file:", "jdbc:h2:powercut:");
        return Database.open(new JdbcSettings(url, Optional.empty(), Optional.empty()));
    }

    private static void book(Database database) {
        new JooqCallbackStore(database)
                .save(new CallbackRequest(
                        CALLBACK,
                        LILAS,
                        "ab".repeat(16),
                        new SealedNumber("A".repeat(59)),
                        new SealedNumber("B".repeat(59)),
                        NOON,
                        0,
                        true));
        new JooqQueueStore(database).inTeam(TEAM, transaction -> {
            transaction.save(QueueEntry.arriving(CALLBACK, LILAS, TEAM, Urgency.ROUTINE, NOON)
                    .asCallback(CALLBACK, NOON));
            return TEAM;
        });
    }

    /// The callbacks that have a request and a queue entry.
    private List<CallId> bookedAfterPowerCut() {
        Path after = folder.resolve("after");
        PowerCutFiles.cutPower(folder.resolve("database"), after);
        try (Database database = Database.open(JdbcSettings.embedded(after))) {
            var queue = new JooqQueueStore(database);
            return new JooqCallbackStore(database)
                    .all().stream()
                            .map(CallbackRequest::call)
                            .filter(call -> queue.waiting(call).isPresent())
                            .toList();
        }
    }
}
