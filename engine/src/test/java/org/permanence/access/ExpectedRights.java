package org.permanence.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table of rights as it was decided, written by hand in letters and read by a reader of its own: nothing of
/// it comes from [PolicyTable].
///
/// A cell is a reach and what it needs. Reach: `o` own, `t` team, `p` practice, `i` installation, `-` nothing.
/// Needs: `^` step-up, `$` purpose, `2` a second person, `m` numbers masked, `c` counts only, `y` pseudonyms, `n`
/// without persons, `k` if the contract allows, `a` if the practice allows. `v` approves only. `d` last 24 hours.
///
/// Columns: assistant, supervisor, manager, doctor, officer, auditor, operations.
final class ExpectedRights {

    private static final String TABLE = """
            take-calls            o     o     -    -    -    -    -
            see-card              o     o     -    -    -    -    -
            write-message         o     o     -    -    -    -    -
            list-calls            odm   tdm   pdm  pdm  -    -    -
            see-team              tc    t     pc   pc   -    -    ic
            set-state             o     t     -    -    -    -    -
            transfer-call         o     t     -    -    -    -    -
            move-waiting-call     -     t     -    -    -    -    -
            listen                -     tk^   -    -    -    -    -
            whisper               -     tk^   -    -    -    -    -
            barge                 -     tk^   -    -    -    -    -
            pause-recording       o     -     -    -    -    -    -
            list-recordings       -     ta$^  p$^  p$^  -    -    -
            play-recording        -     ta$^  p$^  p$^  -    -    -
            verify-recording      -     -     p$   p$   p$   p$   -
            export-recording      -     -     p2   pv   pv   -    -
            export-message        -     -     p2   pv   pv   -    -
            hold-recording        -     -     -    -    p^   -    -
            release-recording     -     -     -    -    p^   -    -
            list-messages         -     -     p    p    -    -    -
            play-message          -     -     p    p    -    -    -
            acknowledge-message   -     -     p    p    -    -    -
            read-callback-number  -     -     p$   p$   -    -    -
            write-note            o     -     -    -    -    -    -
            read-note             -     -     -    p$^  -    -    -
            read-rules            t     t     p    p    p    p    i
            check-rules           t     t     p    p    p    p    i
            simulate-rules        t     t     p    p    p    p    i
            apply-rules           -     -     p^   p^   -    -    -
            roll-back-rules       -     -     p^   p^   -    -    -
            change-prompts        -     -     p^   p^   -    -    -
            change-closures       -     -     p^   p^   -    -    -
            see-on-call           t     t     p    p    -    -    -
            replace-on-call       -     -     p    p    -    -    -
            cancel-on-call        -     -     p    p    -    -    -
            block-number          -     -     p$   p$   -    -    -
            unblock-number        -     -     p$   p$   -    -    -
            list-blocked          -     -     p$   p$   p    -    -
            shorten-retention     -     -     p2   pv   pv   -    -
            erase-patient         -     -     p2   pv   pv   -    -
            rotate-key            -     -     -    -    -    -    i^
            destroy-key           -     -     -    -    p2   -    iv
            sign-in               o     o     o    o    o    o    o
            manage-own-sessions   o     o     o    o    o    o    o
            read-own-entries      o     o     o    o    o    o    o
            read-audit-log        -     t     p    p    py   i    -
            export-audit-log      -     -     p    p    py   i    -
            verify-audit-log      -     -     -    -    -    i    -
            certify-destruction   -     -     p    p    p    i    -
            see-audit-health      -     -     -    -    -    i    i
            re-identify           -     -     -    -    p2   -    -
            invite-person         -     t     p    p    -    -    i
            change-membership     -     t     p    p    -    -    i
            rest-person           -     t     p    p    -    -    i
            end-account           -     t     p    p    -    -    i
            remove-factor         -     t2    -    -    -    -    i2
            read-instructions     t     t     p    -    -    -    -
            sign-instructions     o     -     -    -    -    -    -
            write-instructions    -     t     p    -    -    -    -
            see-training          -     t     p    p    p    p    -
            record-training       -     t     -    -    -    -    -
            record-conflict       -     t     -    -    -    -    -
            see-gates             o     t     -    -    -    -    -
            see-team-gates        -     t     -    -    -    -    -
            sign-agreement        o^    -     -    -    -    -    -
            sign-contract         -     -     p^   p^   -    -    -
            write-agreement       -     -     -    -    i    -    i
            see-agreements        -     t     p    p    -    p    -
            open-break-glass      -     -     -    p^   -    -    -
            review-break-glass    -     -     -    -    p    -    -
            see-break-glass       -     -     -    p    p    p    -
            read-metrics          -     -     -    -    -    -    i
            read-journal          -     -     -    -    -    -    in
            see-channels          -     -     -    -    -    -    i
            drain                 -     -     -    -    -    -    i
            """;

    private static final String NEEDS = "^$2mcynka";

    private ExpectedRights() {}

    /// The cells of each deed, by its word, in the order of the columns.
    static Map<String, List<String>> byDeed() {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        TABLE.lines().map(line -> List.of(line.split(" +"))).forEach(words -> cells.put(words.getFirst(), tail(words)));
        return cells;
    }

    private static List<String> tail(List<String> words) {
        return words.subList(1, words.size());
    }

    /// What a cell says, in the words of [Need], sorted.
    static List<String> needs(String cell) {
        List<String> needs = new ArrayList<>();
        for (char letter : cell.substring(1).toCharArray()) {
            if (NEEDS.indexOf(letter) >= 0) {
                needs.add(
                        switch (letter) {
                            case '^' -> "STEP_UP";
                            case '$' -> "PURPOSE";
                            case '2' -> "SECOND_PERSON";
                            case 'm' -> "MASKED";
                            case 'c' -> "COUNTS_ONLY";
                            case 'y' -> "PSEUDONYMS";
                            case 'n' -> "NO_PERSONS";
                            case 'k' -> "CONTRACT";
                            default -> "PRACTICE_CONSENT";
                        });
            }
        }
        return needs.stream().sorted().toList();
    }
}
