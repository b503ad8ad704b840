package org.permanence.access;

import static org.permanence.access.Need.CONTRACT;
import static org.permanence.access.Need.COUNTS_ONLY;
import static org.permanence.access.Need.NO_PERSONS;
import static org.permanence.access.Need.PRACTICE_CONSENT;
import static org.permanence.access.Need.PSEUDONYMS;
import static org.permanence.access.Need.PURPOSE;
import static org.permanence.access.Need.SECOND_PERSON;
import static org.permanence.access.Need.STEP_UP;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.permanence.text.EnumWords;

/// The table of rights. A deed that has no row and a cell that is not here are refused.
public final class PolicyTable {

    private static final List<Role> ROLES = List.of(Role.values());

    private static final Cell NO = Cell.NONE;

    private static final Cell OWN = Cell.of(Reach.OWN);
    private static final Cell OWN_UP = Cell.of(Reach.OWN, STEP_UP);
    private static final Cell OWN_24H = OWN.ofLastDay();

    private static final Cell TEAM = Cell.of(Reach.TEAM);
    private static final Cell TEAM_24H = TEAM.ofLastDay();
    private static final Cell TEAM_COUNTS = Cell.of(Reach.TEAM, COUNTS_ONLY);
    private static final Cell TEAM_CONTRACT_UP = Cell.of(Reach.TEAM, CONTRACT, STEP_UP);
    private static final Cell TEAM_CONSENT_UP = Cell.of(Reach.TEAM, PRACTICE_CONSENT, PURPOSE, STEP_UP);
    private static final Cell TEAM_ASKS = Cell.of(Reach.TEAM, SECOND_PERSON);

    private static final Cell PRAC = Cell.of(Reach.PRACTICE);
    private static final Cell PRAC_24H = PRAC.ofLastDay();
    private static final Cell PRAC_COUNTS = Cell.of(Reach.PRACTICE, COUNTS_ONLY);
    private static final Cell PRAC_PURPOSE = Cell.of(Reach.PRACTICE, PURPOSE);
    private static final Cell PRAC_PURPOSE_UP = Cell.of(Reach.PRACTICE, PURPOSE, STEP_UP);
    private static final Cell PRAC_PSEUDONYMS = Cell.of(Reach.PRACTICE, PSEUDONYMS);
    private static final Cell PRAC_UP = Cell.of(Reach.PRACTICE, STEP_UP);
    private static final Cell PRAC_ASKS = Cell.of(Reach.PRACTICE, SECOND_PERSON);
    private static final Cell APPROVES = Cell.approves(Reach.PRACTICE);

    private static final Cell ALL = Cell.of(Reach.INSTALLATION);
    private static final Cell ALL_COUNTS = Cell.of(Reach.INSTALLATION, COUNTS_ONLY);
    private static final Cell ALL_NO_PERSONS = Cell.of(Reach.INSTALLATION, NO_PERSONS);
    private static final Cell ALL_UP = Cell.of(Reach.INSTALLATION, STEP_UP);
    private static final Cell ALL_ASKS = Cell.of(Reach.INSTALLATION, SECOND_PERSON);
    private static final Cell ALL_APPROVES = Cell.approves(Reach.INSTALLATION);

    /// The cells of a deed, one for each role: assistant, supervisor, manager, doctor, officer, auditor,
    /// operations.
    private record Row(Deed deed, List<Cell> cells) {}

    private static final List<Row> ROWS = List.of(
            row(Deed.TAKE_CALLS, OWN, OWN, NO, NO, NO, NO, NO),
            row(Deed.SEE_CARD, OWN, OWN, NO, NO, NO, NO, NO),
            row(Deed.WRITE_MESSAGE, OWN, OWN, NO, NO, NO, NO, NO),
            row(Deed.LIST_CALLS, OWN_24H, TEAM_24H, PRAC_24H, PRAC_24H, NO, NO, NO),
            row(Deed.SEE_TEAM, TEAM_COUNTS, TEAM, PRAC_COUNTS, PRAC_COUNTS, NO, NO, ALL_COUNTS),
            row(Deed.SET_STATE, OWN, TEAM, NO, NO, NO, NO, NO),
            row(Deed.TRANSFER_CALL, OWN, TEAM, NO, NO, NO, NO, NO),
            row(Deed.MOVE_WAITING_CALL, NO, TEAM, NO, NO, NO, NO, NO),
            row(Deed.LISTEN, NO, TEAM_CONTRACT_UP, NO, NO, NO, NO, NO),
            row(Deed.WHISPER, NO, TEAM_CONTRACT_UP, NO, NO, NO, NO, NO),
            row(Deed.BARGE, NO, TEAM_CONTRACT_UP, NO, NO, NO, NO, NO),
            row(Deed.PAUSE_RECORDING, OWN, NO, NO, NO, NO, NO, NO),
            row(Deed.LIST_RECORDINGS, NO, TEAM_CONSENT_UP, PRAC_PURPOSE_UP, PRAC_PURPOSE_UP, NO, NO, NO),
            row(Deed.PLAY_RECORDING, NO, TEAM_CONSENT_UP, PRAC_PURPOSE_UP, PRAC_PURPOSE_UP, NO, NO, NO),
            row(Deed.VERIFY_RECORDING, NO, NO, PRAC_PURPOSE, PRAC_PURPOSE, PRAC_PURPOSE, PRAC_PURPOSE, NO),
            row(Deed.EXPORT_RECORDING, NO, NO, PRAC_ASKS, APPROVES, APPROVES, NO, NO),
            row(Deed.EXPORT_MESSAGE, NO, NO, PRAC_ASKS, APPROVES, APPROVES, NO, NO),
            row(Deed.HOLD_RECORDING, NO, NO, NO, NO, PRAC_UP, NO, NO),
            row(Deed.RELEASE_RECORDING, NO, NO, NO, NO, PRAC_UP, NO, NO),
            row(Deed.LIST_MESSAGES, NO, NO, PRAC, PRAC, NO, NO, NO),
            row(Deed.PLAY_MESSAGE, NO, NO, PRAC, PRAC, NO, NO, NO),
            row(Deed.ACKNOWLEDGE_MESSAGE, NO, NO, PRAC, PRAC, NO, NO, NO),
            row(Deed.READ_CALLBACK_NUMBER, NO, NO, PRAC_PURPOSE, PRAC_PURPOSE, NO, NO, NO),
            row(Deed.WRITE_NOTE, OWN, NO, NO, NO, NO, NO, NO),
            row(Deed.READ_NOTE, NO, NO, NO, PRAC_PURPOSE_UP, NO, NO, NO),
            row(Deed.READ_RULES, TEAM, TEAM, PRAC, PRAC, PRAC, PRAC, ALL),
            row(Deed.CHECK_RULES, TEAM, TEAM, PRAC, PRAC, PRAC, PRAC, ALL),
            row(Deed.SIMULATE_RULES, TEAM, TEAM, PRAC, PRAC, PRAC, PRAC, ALL),
            row(Deed.APPLY_RULES, NO, NO, PRAC_UP, PRAC_UP, NO, NO, NO),
            row(Deed.ROLL_BACK_RULES, NO, NO, PRAC_UP, PRAC_UP, NO, NO, NO),
            row(Deed.CHANGE_PROMPTS, NO, NO, PRAC_UP, PRAC_UP, NO, NO, NO),
            row(Deed.CHANGE_CLOSURES, NO, NO, PRAC_UP, PRAC_UP, NO, NO, NO),
            row(Deed.SEE_ON_CALL, TEAM, TEAM, PRAC, PRAC, NO, NO, NO),
            row(Deed.REPLACE_ON_CALL, NO, NO, PRAC, PRAC, NO, NO, NO),
            row(Deed.CANCEL_ON_CALL, NO, NO, PRAC, PRAC, NO, NO, NO),
            row(Deed.BLOCK_NUMBER, NO, NO, PRAC_PURPOSE, PRAC_PURPOSE, NO, NO, NO),
            row(Deed.UNBLOCK_NUMBER, NO, NO, PRAC_PURPOSE, PRAC_PURPOSE, NO, NO, NO),
            row(Deed.LIST_BLOCKED, NO, NO, PRAC_PURPOSE, PRAC_PURPOSE, PRAC, NO, NO),
            row(Deed.SHORTEN_RETENTION, NO, NO, PRAC_ASKS, APPROVES, APPROVES, NO, NO),
            row(Deed.ERASE_PATIENT, NO, NO, PRAC_ASKS, APPROVES, APPROVES, NO, NO),
            row(Deed.ROTATE_KEY, NO, NO, NO, NO, NO, NO, ALL_UP),
            row(Deed.DESTROY_KEY, NO, NO, NO, NO, PRAC_ASKS, NO, ALL_APPROVES),
            row(Deed.SIGN_IN, OWN, OWN, OWN, OWN, OWN, OWN, OWN),
            row(Deed.MANAGE_OWN_SESSIONS, OWN, OWN, OWN, OWN, OWN, OWN, OWN),
            row(Deed.READ_OWN_ENTRIES, OWN, OWN, OWN, OWN, OWN, OWN, OWN),
            row(Deed.READ_AUDIT_LOG, NO, TEAM, PRAC, PRAC, PRAC_PSEUDONYMS, ALL, NO),
            row(Deed.EXPORT_AUDIT_LOG, NO, NO, PRAC, PRAC, PRAC_PSEUDONYMS, ALL, NO),
            row(Deed.VERIFY_AUDIT_LOG, NO, NO, NO, NO, NO, ALL, NO),
            row(Deed.CERTIFY_DESTRUCTION, NO, NO, PRAC, PRAC, PRAC, ALL, NO),
            row(Deed.SEE_AUDIT_HEALTH, NO, NO, NO, NO, NO, ALL, ALL),
            row(Deed.RE_IDENTIFY, NO, NO, NO, NO, PRAC_ASKS, NO, NO),
            row(Deed.INVITE_PERSON, NO, TEAM, PRAC, PRAC, NO, NO, ALL),
            row(Deed.CHANGE_MEMBERSHIP, NO, TEAM, PRAC, PRAC, NO, NO, ALL),
            row(Deed.REST_PERSON, NO, TEAM, PRAC, PRAC, NO, NO, ALL),
            row(Deed.END_ACCOUNT, NO, TEAM, PRAC, PRAC, NO, NO, ALL),
            row(Deed.REMOVE_FACTOR, NO, TEAM_ASKS, NO, NO, NO, NO, ALL_ASKS),
            row(Deed.READ_INSTRUCTIONS, TEAM, TEAM, PRAC, NO, NO, NO, NO),
            row(Deed.SIGN_INSTRUCTIONS, OWN, NO, NO, NO, NO, NO, NO),
            row(Deed.WRITE_INSTRUCTIONS, NO, TEAM, PRAC, NO, NO, NO, NO),
            row(Deed.SEE_TRAINING, NO, TEAM, PRAC, PRAC, PRAC, PRAC, NO),
            row(Deed.RECORD_TRAINING, NO, TEAM, NO, NO, NO, NO, NO),
            row(Deed.RECORD_CONFLICT, NO, TEAM, NO, NO, NO, NO, NO),
            row(Deed.SEE_GATES, OWN, TEAM, NO, NO, NO, NO, NO),
            row(Deed.SEE_TEAM_GATES, NO, TEAM, NO, NO, NO, NO, NO),
            row(Deed.SIGN_AGREEMENT, OWN_UP, NO, NO, NO, NO, NO, NO),
            row(Deed.SIGN_CONTRACT, NO, NO, PRAC_UP, PRAC_UP, NO, NO, NO),
            row(Deed.WRITE_AGREEMENT, NO, NO, NO, NO, ALL, NO, ALL),
            row(Deed.SEE_AGREEMENTS, NO, TEAM, PRAC, PRAC, NO, PRAC, NO),
            row(Deed.OPEN_BREAK_GLASS, NO, NO, NO, PRAC_UP, NO, NO, NO),
            row(Deed.REVIEW_BREAK_GLASS, NO, NO, NO, NO, PRAC, NO, NO),
            row(Deed.SEE_BREAK_GLASS, NO, NO, NO, PRAC, PRAC, PRAC, NO),
            row(Deed.READ_METRICS, NO, NO, NO, NO, NO, NO, ALL),
            row(Deed.READ_JOURNAL, NO, NO, NO, NO, NO, NO, ALL_NO_PERSONS),
            row(Deed.SEE_CHANNELS, NO, NO, NO, NO, NO, NO, ALL),
            row(Deed.DRAIN, NO, NO, NO, NO, NO, NO, ALL));

    private static final Map<Deed, Map<Role, Cell.OfRole>> CELLS = cells();

    private PolicyTable() {}

    static Cell.OfRole cell(Deed deed, Role role) {
        return Objects.requireNonNull(Objects.requireNonNull(CELLS.get(deed)).get(role));
    }

    /// Whether a role only approves the deed.
    static boolean hasApprovers(Deed deed) {
        return ROLES.stream().anyMatch(role -> cell(deed, role).cell().part() == Cell.Part.APPROVES);
    }

    /// What each role may do with the deed, in one line: `hold-recording: data-protection-officer practice ↑`.
    public static String row(Deed deed) {
        String cells = ROLES.stream()
                .filter(role -> cell(deed, role).cell().part() != Cell.Part.NONE)
                .map(role -> EnumWords.of(role) + " " + cell(deed, role).cell().text())
                .collect(Collectors.joining("; "));
        return EnumWords.of(deed) + ": " + cells;
    }

    /// The whole table in Markdown.
    public static String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(line("deed", ROLES.stream().map(EnumWords::of).toList()));
        lines.add(line("---", ROLES.stream().map(_ -> "---").toList()));
        for (Deed deed : Deed.values()) {
            lines.add(line(
                    EnumWords.of(deed),
                    ROLES.stream().map(role -> cell(deed, role).cell().text()).toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(String deed, List<String> cells) {
        return "| " + deed + " | " + String.join(" | ", cells) + " |";
    }

    private static Row row(Deed deed, Cell... cells) {
        if (cells.length != ROLES.size()) {
            throw new IllegalStateException(deed + ": " + cells.length + " cells (expected: " + ROLES.size() + ")");
        }
        return new Row(deed, List.of(cells));
    }

    /// The cells of every deed and role.
    private static Map<Deed, Map<Role, Cell.OfRole>> cells() {
        Map<Deed, Map<Role, Cell.OfRole>> all = new EnumMap<>(Deed.class);
        for (Deed deed : Deed.values()) {
            all.put(deed, ofRoles(ROLES.stream().map(_ -> NO).toList()));
        }
        ROWS.forEach(row -> all.put(row.deed(), ofRoles(row.cells())));
        return all;
    }

    private static Map<Role, Cell.OfRole> ofRoles(List<Cell> cells) {
        Map<Role, Cell.OfRole> ofRoles = new EnumMap<>(Role.class);
        for (int i = 0; i < ROLES.size(); i++) {
            ofRoles.put(ROLES.get(i), cells.get(i).of(ROLES.get(i)));
        }
        return ofRoles;
    }
}
