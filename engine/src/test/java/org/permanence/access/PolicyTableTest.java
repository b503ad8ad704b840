package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.text.EnumWords;

/// How the table is written.
class PolicyTableTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOLD_RECORDING | hold-recording: data-protection-officer practice ↑",
                "ERASE_PATIENT | erase-patient: practice-manager practice, asks 2; doctor practice, approves 2; "
                        + "data-protection-officer practice, approves 2",
                "READ_JOURNAL | read-journal: operations installation, without persons",
                "LIST_CALLS | list-calls: assistant own, 24 h, numbers masked; supervisor team, 24 h, numbers masked; "
                        + "practice-manager practice, 24 h, numbers masked; doctor practice, 24 h, numbers masked"
            })
    void aRowNamesEachRoleThatHasACell(Deed deed, String row) {
        assertEquals(row, PolicyTable.row(deed));
    }

    @Test
    void theTableHasALineForEachDeedAndAColumnForEachRole() {
        List<String> lines = PolicyTable.markdown().lines().toList();

        assertEquals(2 + Deed.values().length, lines.size());
        assertTrue(lines.getFirst().startsWith("| deed | assistant | supervisor |"), lines.getFirst());
        assertTrue(lines.stream().allMatch(line -> line.split("\\|", -1).length == 3 + Role.values().length));
        assertEquals(
                Arrays.stream(Deed.values())
                        .map(deed -> "| " + EnumWords.of(deed))
                        .toList(),
                lines.stream()
                        .skip(2)
                        .map(line -> line.substring(0, line.indexOf(" |", 1)))
                        .toList());
        assertTrue(lines.getLast().endsWith("| – | – | – | – | – | – | installation |"), lines.getLast());
    }
}
