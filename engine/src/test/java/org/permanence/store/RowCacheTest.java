package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What several tasks write to a table. Here a row is a word, and its key is the first letter.
class RowCacheTest {

    private final List<String> statements = new ArrayList<>();
    private final RowCache.RowWriter<String> writer = new RowCache.RowWriter<>() {
        @Override
        public void insert(List<String> rows) {
            statements.add("insert " + rows);
        }

        @Override
        public void update(List<String> rows) {
            statements.add("update " + rows);
        }

        @Override
        public void delete(List<String> rows) {
            statements.add("delete " + rows);
        }
    };
    private final RowCache<Character, String> cache =
            new RowCache<>(List.of("ada", "bob", "cleo"), word -> word.charAt(0));

    @Test
    void unchangedRowIsNotWritten() {
        cache.put("anna");
        cache.put("ada");
        cache.put("bob");
        cache.put("dora");
        cache.remove('d');

        assertFalse(cache.write(writer));

        assertEquals(List.of(), statements);
    }

    @Test
    void changesOfOneKindAreWrittenTogether() {
        cache.remove('a');
        cache.put("ben");
        cache.put("dora");
        cache.acceptChanges();
        cache.put("carl");
        cache.put("eve");
        cache.acceptChanges();

        assertTrue(cache.write(writer));

        assertEquals(List.of("delete [ada]", "insert [dora, eve]", "update [ben, carl]"), statements);
        assertFalse(cache.write(writer), "once");
    }

    @Test
    void rollbackKeepsTheChangesOfEarlierTasks() {
        cache.put("anna");
        cache.put("dora");
        cache.acceptChanges();
        cache.put("amy");
        cache.remove('d');
        cache.remove('b');
        cache.put("eve");
        cache.rollBackChanges();

        assertEquals(
                List.of("anna", "bob", "cleo", "dora"),
                cache.allRows().stream().sorted().toList());
        cache.write(writer);
        assertEquals(List.of("insert [dora]", "update [anna]"), statements);
    }

    @Test
    void rowHandedOverIsWrittenAndLeavesTheTeam() {
        cache.handOver("anna");
        cache.acceptChanges();

        assertEquals(Optional.empty(), cache.row('a'));
        assertEquals(Optional.of("anna"), cache.handedOver('a'));
        cache.write(writer);
        assertEquals(List.of("update [anna]"), statements);
        assertEquals(Optional.empty(), cache.handedOver('a'), "from now on the database has it");
    }

    @Test
    void rollbackReturnsOnlyTheRowsHandedOverByThatTask() {
        cache.handOver("anna");
        cache.acceptChanges();
        cache.handOver("ben");
        cache.rollBackChanges();

        assertEquals(List.of("bob", "cleo"), cache.allRows().stream().sorted().toList());
        cache.write(writer);
        assertEquals(List.of("update [anna]"), statements);
    }
}
