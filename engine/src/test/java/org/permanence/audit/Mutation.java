package org.permanence.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.audit.LogCopy.LineRef;
import org.permanence.practice.PracticeId;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.CompactRange;
import org.permanence.verify.Hash;
import org.permanence.verify.LogFiles;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;

/// One change to a log by an attacker with access to the disk, and in the worst case to the signing key.
///
/// @param entry the first bad entry; empty if a checkpoint is bad
record Mutation(LogCopy log, OptionalLong entry, String what) {

    private static final CheckpointSigner OTHER_SIGNER = AuditLogFixture.signer();
    private static final Map<Signing, SignedNote> SIGNED = new ConcurrentHashMap<>();

    enum Kind {
        FLIPPED_BIT,
        CHANGED,
        BACKDATED,
        REMOVED,
        REPEATED,
        INSERTED,
        REORDERED,
        TRUNCATED,
        SEGMENT_REMOVED,
        SEGMENT_SWAPPED,
        HEAD_CHANGED,
        FORKED,
        FORKED_AND_SIGNED_AGAIN,
        CHECKPOINT_FLIPPED,
        CHECKPOINT_REMOVED,
        CHECKPOINT_REORDERED,
        CHECKPOINT_BY_OTHER_SIGNER,
        CHECKPOINTS_TRUNCATED;

        /// Rewrites all later entries to match: only the root of the next checkpoint shows the change.
        boolean changesOnlyTheRoot() {
            return this == FORKED || this == FORKED_AND_SIGNED_AGAIN;
        }

        Mutation of(LogCopy log, Random random) {
            List<LineRef> places = log.lineRefs();
            int index = random.nextInt(places.size());
            return switch (this) {
                case FLIPPED_BIT -> flipped(log, places, index, random);
                case CHANGED -> changed(log, places, index, random);
                case BACKDATED -> backdated(log, places, index);
                case REMOVED -> removed(log, places, index);
                case REPEATED -> repeated(log, places, index, random.nextInt(places.size()));
                case INSERTED -> inserted(log, places, index);
                case REORDERED -> reordered(log, places, index, random.nextInt(places.size()));
                case TRUNCATED -> truncated(log, random);
                case SEGMENT_REMOVED -> segmentRemoved(log, random);
                case SEGMENT_SWAPPED -> segmentSwapped(log, random);
                case HEAD_CHANGED -> headChanged(log, random);
                case FORKED -> forked(log, places, index, false);
                case FORKED_AND_SIGNED_AGAIN -> forked(log, places, index, true);
                case CHECKPOINT_FLIPPED -> checkpointFlipped(log, random);
                case CHECKPOINT_REMOVED -> checkpointRemoved(log, random);
                case CHECKPOINT_REORDERED -> checkpointReordered(log, random);
                case CHECKPOINT_BY_OTHER_SIGNER -> checkpointByOtherSigner(log, random);
                case CHECKPOINTS_TRUNCATED -> checkpointsTruncated(log, random);
            };
        }
    }

    static PracticeId practice(int number) {
        return new PracticeId("practice-" + number);
    }

    private static Mutation ofEntry(LogCopy log, long entry, String what) {
        return new Mutation(log, OptionalLong.of(entry), what + " at entry " + entry);
    }

    private static Mutation ofCheckpoint(LogCopy log, String what) {
        return new Mutation(log, OptionalLong.empty(), what);
    }

    private static Mutation flipped(LogCopy log, List<LineRef> places, int index, Random random) {
        byte[] line = log.line(places.get(index)).getBytes(StandardCharsets.ISO_8859_1);
        line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
        return ofEntry(
                log.withLine(places.get(index), new String(line, StandardCharsets.ISO_8859_1)), index, "a bit flipped");
    }

    private static Mutation changed(LogCopy log, List<LineRef> places, int index, Random random) {
        String line = log.line(places.get(index));
        String json = LogCopy.json(line);
        StringBuilder text = new StringBuilder(json);
        int at;
        do {
            at = random.nextInt(json.length());
        } while (!Character.isLetterOrDigit(json.charAt(at)));
        char old = json.charAt(at);
        text.setCharAt(at, old == '9' ? '8' : old == 'z' ? 'y' : old == 'Z' ? 'Y' : (char) (old + 1));
        return ofEntry(
                log.withLine(places.get(index), LogCopy.withJson(line, text.toString())),
                index,
                "byte " + at + " changed");
    }

    private static Mutation backdated(LogCopy log, List<LineRef> places, int index) {
        String line = log.line(places.get(index));
        String json = LogCopy.json(line).replace("2026-11-18T09", index % 2 == 0 ? "2026-11-18T08" : "2026-11-18T10");
        return ofEntry(log.withLine(places.get(index), LogCopy.withJson(line, json)), index, "another time");
    }

    private static Mutation removed(LogCopy log, List<LineRef> places, int index) {
        List<String> lines = log.lines(places.get(index).segment());
        lines.remove(places.get(index).line());
        return ofEntry(log.withLines(places.get(index).segment(), lines), index, "removed");
    }

    private static Mutation repeated(LogCopy log, List<LineRef> places, int index, int other) {
        List<String> lines = log.lines(places.get(index).segment());
        lines.add(places.get(index).line(), log.line(places.get(other)));
        int first = other == index - 1 ? other : index;
        return ofEntry(log.withLines(places.get(index).segment(), lines), first, other + " repeated");
    }

    private static Mutation inserted(LogCopy log, List<LineRef> places, int index) {
        String line = log.line(places.get(index));
        String forged = LogCopy.json(line).replace("dr.okafor", "dr.forged").replace("engine\"", "forged\"");
        List<String> lines = log.lines(places.get(index).segment());
        lines.add(places.get(index).line(), LogCopy.withJson(line, forged));
        return ofEntry(log.withLines(places.get(index).segment(), lines), index, "inserted");
    }

    private static Mutation reordered(LogCopy log, List<LineRef> places, int index, int other) {
        int second = other == index ? (index + 1) % places.size() : other;
        LogCopy swapped = log.withLine(places.get(index), log.line(places.get(second)))
                .withLine(places.get(second), log.line(places.get(index)));
        return ofEntry(swapped, Math.min(index, second), "swapped with " + second);
    }

    private static Mutation truncated(LogCopy log, Random random) {
        List<String> segments = log.names(LogFiles.ENTRIES);
        String segment = segments.get(random.nextInt(segments.size()));
        byte[] file = log.file(segment);
        int length = random.nextInt(file.length);
        long whole = 0;
        for (int i = 0; i < length; i++) {
            whole += file[i] == '\n' ? 1 : 0;
        }
        long entry = LogFiles.first(segment) + Math.max(0, whole - 1);
        return ofEntry(log.with(segment, Arrays.copyOf(file, length)), entry, segment + " cut at " + length);
    }

    private static Mutation segmentRemoved(LogCopy log, Random random) {
        List<String> segments = log.names(LogFiles.ENTRIES);
        String segment = segments.get(random.nextInt(segments.size()));
        long first = LogFiles.first(segment);
        LogCopy without = log.without(segment);
        boolean all = first > 0 && random.nextBoolean(); // In the first segment, the checkpoints show which entry.
        return ofEntry(
                all ? without.without(LogFiles.name(first, LogFiles.CHECKPOINTS)) : without, first, "segment removed");
    }

    private static Mutation segmentSwapped(LogCopy log, Random random) {
        List<String> segments = new ArrayList<>(log.names(LogFiles.ENTRIES));
        Collections.shuffle(segments, random);
        String one = segments.get(0);
        String other = segments.get(1);
        LogCopy swapped = log.with(one, log.file(other)).with(other, log.file(one));
        return ofEntry(swapped, Math.min(LogFiles.first(one), LogFiles.first(other)), "segments swapped");
    }

    private static Mutation headChanged(LogCopy log, Random random) {
        List<String> segments = log.names(LogFiles.ENTRIES);
        String segment = segments.get(random.nextInt(segments.size()));
        var lineRef = new LineRef(segment, 0);
        byte[] json = LogCopy.json(log.line(lineRef)).getBytes(StandardCharsets.ISO_8859_1);
        json[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(7));
        String changed = LogCopy.withJson(log.line(lineRef), new String(json, StandardCharsets.ISO_8859_1));
        return ofEntry(log.withLine(lineRef, changed), LogFiles.first(segment), "head of a segment changed");
    }

    /// Another history from one entry on. Each of its lines matches the line before.
    private static Mutation forked(LogCopy log, List<LineRef> places, int index, boolean signed) {
        var hasher = new TreeHasher();
        var leaves = new ArrayList<Hash>();
        var lines = new TreeMap<String, List<String>>();
        for (int i = 0; i < places.size(); i++) {
            LineRef lineRef = places.get(i);
            String line = log.line(lineRef);
            String json = LogCopy.json(line);
            if (i == index) {
                json = json.replace("\"device\":\"", "\"device\":\"other-");
            } else if (i > index) {
                json = json.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"" + leaves.get(i - 1) + '"');
            }
            List<String> segment = lines.computeIfAbsent(lineRef.segment(), log::lines);
            segment.set(lineRef.line(), i < index ? line : LogCopy.withJson(line, json));
            leaves.add(hasher.leaf(json.getBytes(StandardCharsets.ISO_8859_1)));
        }
        LogCopy forked = log;
        for (var segment : lines.entrySet()) {
            forked = forked.withLines(segment.getKey(), segment.getValue());
        }
        forked = withHeads(forked, leaves);
        return ofEntry(signed ? signedAgain(forked, leaves) : forked, index, signed ? "forked, signed" : "forked");
    }

    private static LogCopy withHeads(LogCopy log, List<Hash> leaves) {
        LogCopy changed = log;
        for (String segment : log.names(LogFiles.ENTRIES)) {
            int first = Math.toIntExact(LogFiles.first(segment));
            if (first > 0) {
                var lineRef = new LineRef(segment, 0);
                String nodes = String.join(
                        " ",
                        rangeOf(leaves, first).nodes().stream()
                                .map(Hash::toString)
                                .toList());
                String json = LogCopy.json(log.line(lineRef))
                        .replaceFirst("\"compact-range\":\"[^\"]*\"", "\"compact-range\":\"" + nodes + '"')
                        .replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"" + leaves.get(first - 1) + '"');
                changed = changed.withLine(lineRef, LogCopy.withJson(log.line(lineRef), json));
            }
        }
        return changed;
    }

    private static CompactRange rangeOf(List<Hash> leaves, int size) {
        var range = CompactRange.empty(new TreeHasher());
        leaves.subList(0, size).forEach(range::append);
        return range;
    }

    private static LogCopy signedAgain(LogCopy log, List<Hash> leaves) {
        LogCopy changed = log;
        for (String name : log.names(LogFiles.CHECKPOINTS)) {
            List<SignedNote> notes = log.notes(name).stream()
                    .map(note -> {
                        Checkpoint made = Checkpoint.parse(note.text());
                        int size = Math.toIntExact(made.size());
                        return signed(
                                new Checkpoint(
                                        made.origin(),
                                        size,
                                        rangeOf(leaves, size).root(),
                                        made.number(),
                                        made.time(),
                                        leaves.get(size - 1)),
                                AuditLogFixture.SIGNER);
                    })
                    .toList();
            changed = changed.withNotes(name, notes);
        }
        return changed;
    }

    private record Signing(CheckpointSigner signer, String text) {}

    /// Caches signatures: an Ed25519 signature of one text is always the same.
    private static SignedNote signed(Checkpoint checkpoint, CheckpointSigner signer) {
        return SIGNED.computeIfAbsent(new Signing(signer, checkpoint.text()), _ -> {
            byte[] signature = signer.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
            return SignedNote.of(checkpoint.text(), signer.key(), signature);
        });
    }

    private static String randomCheckpointFile(LogCopy log, Random random) {
        List<String> names = log.names(LogFiles.CHECKPOINTS);
        return names.get(random.nextInt(names.size()));
    }

    private static Mutation checkpointFlipped(LogCopy log, Random random) {
        String name = randomCheckpointFile(log, random);
        byte[] file = log.file(name);
        int at = random.nextInt(file.length);
        file[at] ^= (byte) (1 << random.nextInt(8));
        return ofCheckpoint(log.with(name, file), "bit of byte " + at + " flipped in " + name);
    }

    private static Mutation checkpointRemoved(LogCopy log, Random random) {
        String name = randomCheckpointFile(log, random);
        List<SignedNote> notes = new ArrayList<>(log.notes(name));
        notes.remove(random.nextInt(notes.size()));
        return ofCheckpoint(log.withNotes(name, notes), "checkpoint removed from " + name);
    }

    private static Mutation checkpointReordered(LogCopy log, Random random) {
        List<String> names = new ArrayList<>(log.names(LogFiles.CHECKPOINTS));
        Collections.shuffle(names, random);
        LogCopy swapped = log.with(names.get(0), log.file(names.get(1))).with(names.get(1), log.file(names.get(0)));
        return ofCheckpoint(swapped, "checkpoints swapped");
    }

    private static Mutation checkpointByOtherSigner(LogCopy log, Random random) {
        String name = randomCheckpointFile(log, random);
        List<SignedNote> notes = new ArrayList<>(log.notes(name));
        int index = random.nextInt(notes.size());
        notes.set(index, signed(Checkpoint.parse(notes.get(index).text()), OTHER_SIGNER));
        return ofCheckpoint(log.withNotes(name, notes), "another's signature in " + name);
    }

    private static Mutation checkpointsTruncated(LogCopy log, Random random) {
        String name = randomCheckpointFile(log, random);
        byte[] file = log.file(name);
        return ofCheckpoint(log.with(name, Arrays.copyOf(file, random.nextInt(file.length))), name + " cut");
    }
}
