package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.verify.CanonicalFields;
import org.permanence.verify.LogFiles;
import org.permanence.verify.Segment;

/// Finds the newest entries of one person. Reads segment after segment from the end of the log and keeps one of
/// them in memory, so neither the length of the log nor the number of the person's entries counts.
///
/// The lines are read with their checksums and not verified further: `permanence audit verify` does that.
public final class OwnEntries {

    private static final byte[] BEFORE_ACTION = "{\"action\":\"".getBytes(StandardCharsets.US_ASCII);

    /// An entry of the log, for the person in whose name it is.
    ///
    /// @param number   the entry's number in the log
    /// @param time     UTC to the microsecond
    /// @param practice the practice whose data it is; empty if the entry concerns the installation
    /// @param session  the id of the session, or `none`
    /// @param outcome  how the access ended; empty if no result is in the log yet, or the entry was made when it
    /// was done
    public record OwnEntry(
            long number,
            String time,
            String action,
            String kind,
            String object,
            Optional<String> practice,
            String purpose,
            String role,
            String device,
            String session,
            Optional<String> outcome) {

        static OwnEntry of(CanonicalFields fields, Optional<String> outcome) {
            return new OwnEntry(
                    fields.number("seq"),
                    fields.word("ts"),
                    fields.word("action"),
                    fields.word("kind"),
                    fields.word("object"),
                    fields.findWord("practice"),
                    fields.word("purpose"),
                    fields.word("role"),
                    fields.word("device"),
                    fields.word("session"),
                    outcome);
        }
    }

    private final byte[] actor;
    private final int most;
    private final List<OwnEntry> found = new ArrayList<>();

    /// Results stand after their accesses, so they are read before them.
    private final Map<Long, String> outcomes = new HashMap<>();

    private OwnEntries(String login, int most) {
        this.actor = ("\",\"actor\":\"" + login + "\",").getBytes(StandardCharsets.US_ASCII);
        this.most = most;
    }

    /// The newest entries of this login, newest first.
    ///
    /// @param most how many at most
    /// @throws AuditException if a segment is damaged
    /// @throws org.permanence.verify.VerifyException if an entry is malformed
    static List<OwnEntry> newest(LogFiles files, String login, int most) throws IOException {
        var entries = new OwnEntries(login, most);
        List<String> segments = files.names().stream()
                .filter(name -> name.endsWith(LogFiles.ENTRIES))
                .toList();
        for (String name : segments.reversed()) {
            if (entries.found.size() == most) {
                break;
            }
            entries.read(Segment.read(LogFiles.first(name), files.read(name)));
        }
        return entries.found;
    }

    private void read(Segment segment) {
        if (segment.head().isEmpty() || segment.tail() == Segment.Tail.DAMAGED) {
            throw new AuditException("audit log: damaged before entry " + segment.next()
                    + " (expected: a whole log; run: permanence audit verify)");
        }
        for (int line = segment.size() - 1; line >= 0 && found.size() < most; line--) {
            byte[] json = segment.json(line);
            if (isByActor(json)) {
                take(CanonicalFields.parse(json));
            }
        }
    }

    private void take(CanonicalFields fields) {
        Optional<Long> completed = fields.findNumber("completes");
        if (completed.isPresent()) {
            outcomes.put(completed.get(), fields.word("outcome"));
        } else {
            found.add(OwnEntry.of(fields, Optional.ofNullable(outcomes.remove(fields.number("seq")))));
        }
    }

    /// The actor is the second key of each entry. Only the lines of the person are parsed.
    private boolean isByActor(byte[] json) {
        int end = BEFORE_ACTION.length;
        while (end < json.length && json[end] != '"') {
            end++;
        }
        return end + actor.length <= json.length
                && Arrays.equals(json, end, end + actor.length, actor, 0, actor.length);
    }
}
