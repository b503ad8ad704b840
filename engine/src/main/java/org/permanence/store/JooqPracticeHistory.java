package org.permanence.store;

import static org.permanence.store.schema.Tables.PRACTICE_VERSION;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;

/// Stores the versions of practice files in `practice_version`. If two engines save at the same moment, both draw
/// the same number and the second is refused.
public final class JooqPracticeHistory implements PracticeHistory {

    private record NewestVersion(int number, String sha256) {

        static final NewestVersion NONE = new NewestVersion(0, "");
    }

    private final Transactions transactions;

    public JooqPracticeHistory(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Map<PracticeId, Integer> save(
            Map<PracticeId, PracticeSource> texts, PracticeChange change, Instant at, Runnable beforeCommit) {
        return transactions.run("practices: save versions", sql -> {
            Map<PracticeId, NewestVersion> newest = newest(sql);
            Map<PracticeId, Integer> numbers = new HashMap<>();
            texts.forEach((practice, source) -> {
                NewestVersion previous = newest.getOrDefault(practice, NewestVersion.NONE);
                String sha256 = source.sha256();
                boolean unchanged = previous.sha256().equals(sha256);
                numbers.put(practice, unchanged ? previous.number() : previous.number() + 1);
                if (!unchanged) {
                    insert(sql, new PracticeVersion(practice, previous.number() + 1, at, change, sha256), source);
                }
            });
            beforeCommit.run();
            return numbers;
        });
    }

    @Override
    public List<PracticeVersion> latest(PracticeId practice, int limit) {
        return transactions.read(
                "practices: read the versions of a practice",
                sql -> sql.select(
                                PRACTICE_VERSION.NUMBER,
                                PRACTICE_VERSION.VALID_FROM,
                                PRACTICE_VERSION.AUTHOR,
                                PRACTICE_VERSION.REASON,
                                PRACTICE_VERSION.SHA256)
                        .from(PRACTICE_VERSION)
                        .where(PRACTICE_VERSION.PRACTICE.eq(practice))
                        .orderBy(PRACTICE_VERSION.NUMBER.desc())
                        .limit(limit)
                        .fetch(row -> new PracticeVersion(
                                practice,
                                row.get(PRACTICE_VERSION.NUMBER),
                                row.get(PRACTICE_VERSION.VALID_FROM),
                                new PracticeChange(row.get(PRACTICE_VERSION.AUTHOR), row.get(PRACTICE_VERSION.REASON)),
                                row.get(PRACTICE_VERSION.SHA256))));
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice, int number) {
        return transactions.read(
                "practices: read the text of a version",
                sql -> sql.select(PRACTICE_VERSION.TEXT)
                        .from(PRACTICE_VERSION)
                        .where(PRACTICE_VERSION.PRACTICE.eq(practice))
                        .and(PRACTICE_VERSION.NUMBER.eq(number))
                        .fetchOptional(row -> new PracticeSource(row.get(PRACTICE_VERSION.TEXT))));
    }

    private static Map<PracticeId, NewestVersion> newest(DSLContext sql) {
        return sql.select(PRACTICE_VERSION.PRACTICE, PRACTICE_VERSION.NUMBER, PRACTICE_VERSION.SHA256)
                .distinctOn(PRACTICE_VERSION.PRACTICE)
                .from(PRACTICE_VERSION)
                .orderBy(PRACTICE_VERSION.PRACTICE, PRACTICE_VERSION.NUMBER.desc())
                .fetchMap(
                        PRACTICE_VERSION.PRACTICE,
                        row -> new NewestVersion(row.get(PRACTICE_VERSION.NUMBER), row.get(PRACTICE_VERSION.SHA256)));
    }

    private static void insert(DSLContext sql, PracticeVersion version, PracticeSource source) {
        sql.insertInto(PRACTICE_VERSION)
                .set(PRACTICE_VERSION.PRACTICE, version.practice())
                .set(PRACTICE_VERSION.NUMBER, version.number())
                .set(PRACTICE_VERSION.VALID_FROM, version.at())
                .set(PRACTICE_VERSION.AUTHOR, version.change().author())
                .set(PRACTICE_VERSION.REASON, version.change().reason())
                .set(PRACTICE_VERSION.SHA256, version.sha256())
                .set(PRACTICE_VERSION.TEXT, source.text())
                .execute();
    }
}
