package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/audit-log.md` has every action and every kind of object, with the pattern that the export gives it.
class AuditLogPageTest {

    private static final Path PAGE = Path.of("../docs/audit-log.md");
    private static final Pattern WORD = Pattern.compile("`([A-Z_]+)`");

    private static final Map<FhirAuditPattern, String> NAMES = Map.of(
            FhirAuditPattern.CREATE, "create",
            FhirAuditPattern.READ, "read",
            FhirAuditPattern.UPDATE, "update",
            FhirAuditPattern.DELETE, "delete",
            FhirAuditPattern.QUERY, "query",
            FhirAuditPattern.DISCLOSURE, "DICOM 110106 Export, as a disclosure",
            FhirAuditPattern.TRANSFER, "DICOM 110106 Export, as a transmission",
            FhirAuditPattern.LOG_USE, "DICOM 110101 Audit Log Used",
            FhirAuditPattern.LOGIN, "DICOM 110114 User Authentication, 110122 Login",
            FhirAuditPattern.LOGOUT, "DICOM 110114 User Authentication, 110123 Logout");

    @Test
    void everyActionHasItsPatternOnThePage() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Action action : Action.values()) {
            expected.put(action.name(), NAMES.get(FhirAuditPattern.of(action)));
        }

        Map<String, String> found = new TreeMap<>();
        for (String row : rowsAfter("| actions | pattern |")) {
            String[] cells = row.split(" *\\| *", -1);
            words(cells[1]).forEach(action -> found.merge(action, cells[2], (one, other) -> one + " and " + other));
        }

        assertEquals(expected, found);
    }

    @Test
    void everyKindOfObjectIsOnThePage() throws IOException {
        String kinds = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("Kinds of objects: "))
                .collect(Collectors.joining());

        assertEquals(
                Arrays.stream(AuditObject.Kind.values())
                        .map(Enum::name)
                        .sorted()
                        .toList(),
                words(kinds).stream().sorted().toList());
    }

    private static List<String> rowsAfter(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group(1)).toList();
    }
}
