package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes to the database of what several pieces of work have done to a table's rows. A row is a word here, and its
/// key the first letter.
class RowsTest {

    private final List<String> statements = new ArrayList<>();
    private final Rows.Table<String> table = new Rows.Table<>() {
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
    private final Rows<Character, String> rows = new Rows<>(List.of("ada", "bob", "cleo"), word -> word.charAt(0));

    @Test
    void whatIsTheSameAsBeforeIsNotWritten() {
        rows.put("anna");
        rows.put("ada");
        rows.put("bob");
        rows.put("dora");
        rows.remove('d');

        assertFalse(rows.write(table));

        assertEquals(List.of(), statements);
    }

    @Test
    void allOfOneKindGoTogether() {
        rows.remove('a');
        rows.put("ben");
        rows.put("dora");
        rows.keep();
        rows.put("carl");
        rows.put("eve");
        rows.keep();

        assertTrue(rows.write(table));

        assertEquals(List.of("delete [ada]", "insert [dora, eve]", "update [ben, carl]"), statements);
        assertFalse(rows.write(table), "once");
    }

    @Test
    void aPieceOfWorkThatIsUndoneLeavesWhatTheOnesBeforeItDid() {
        rows.put("anna");
        rows.put("dora");
        rows.keep();
        rows.put("amy");
        rows.remove('d');
        rows.remove('b');
        rows.put("eve");
        rows.undo();

        assertEquals(
                List.of("anna", "bob", "cleo", "dora"),
                rows.all().stream().sorted().toList());
        rows.write(table);
        assertEquals(List.of("insert [dora]", "update [anna]"), statements);
    }

    @Test
    void aRowThatIsGivenAwayIsWrittenAndNoLongerTheTeams() {
        rows.give("anna");
        rows.keep();

        assertEquals(Optional.empty(), rows.row('a'));
        assertEquals(Optional.of("anna"), rows.givenAway('a'));
        rows.write(table);
        assertEquals(List.of("update [anna]"), statements);
        assertEquals(Optional.empty(), rows.givenAway('a'), "from here on the database knows");
    }

    @Test
    void aGiftThatIsUndoneIsTheTeamsAgainAndOneOfAnEarlierPieceIsNot() {
        rows.give("anna");
        rows.keep();
        rows.give("ben");
        rows.undo();

        assertEquals(List.of("bob", "cleo"), rows.all().stream().sorted().toList());
        rows.write(table);
        assertEquals(List.of("update [anna]"), statements);
    }
}
