package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.permanence.verify.EntryLine;
import org.permanence.verify.LogFiles;
import org.permanence.verify.SignedNote;

/// A copy of a log in memory, with lines that a test can change.
final class LogCopy implements LogFiles {

    /// The place of an entry.
    record LineRef(String segment, int line) {}

    private final TreeMap<String, byte[]> files;
    private final Map<String, List<String>> lines = new HashMap<>();
    private final List<LineRef> lineRefs = new ArrayList<>();

    private LogCopy(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    static LogCopy of(LogFiles source) throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (String name : source.names()) {
            files.put(name, source.read(name));
        }
        return new LogCopy(files);
    }

    LogCopy copy() {
        return new LogCopy(files);
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public byte[] read(String name) throws IOException {
        byte[] file = files.get(name);
        if (file == null) {
            throw new IOException("no such file");
        }
        return file;
    }

    byte[] file(String name) {
        return files.getOrDefault(name, new byte[0]).clone();
    }

    LogCopy with(String name, byte[] file) {
        LogCopy changed = copy();
        changed.files.put(name, file);
        return changed;
    }

    LogCopy without(String name) {
        LogCopy changed = copy();
        changed.files.remove(name);
        return changed;
    }

    List<String> names(String kind) {
        return files.keySet().stream().filter(name -> name.endsWith(kind)).toList();
    }

    /// The lines of a segment, the head first, each with its line feed.
    List<String> lines(String segment) {
        return new ArrayList<>(lines.computeIfAbsent(
                segment,
                name -> new String(file(name), StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(line -> line + '\n')
                        .toList()));
    }

    LogCopy withLines(String segment, List<String> lines) {
        return with(segment, String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    List<LineRef> lineRefs() {
        if (lineRefs.isEmpty()) {
            for (String segment : names(ENTRIES)) {
                int size = lines(segment).size();
                for (int line = 1; line < size; line++) {
                    lineRefs.add(new LineRef(segment, line));
                }
            }
        }
        return lineRefs;
    }

    String line(LineRef lineRef) {
        return lines(lineRef.segment()).get(lineRef.line());
    }

    LogCopy withLine(LineRef lineRef, String line) {
        List<String> lines = lines(lineRef.segment());
        lines.set(lineRef.line(), line);
        return withLines(lineRef.segment(), lines);
    }

    static String json(String line) {
        return line.substring(line.indexOf('{'), line.length() - 1);
    }

    /// The line with another JSON and with the matching length and checksum.
    static String withJson(String line, String json) {
        long durable = Long.parseLong(line.split(" ", 4)[2]);
        return new String(
                EntryLine.format(durable, json.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    List<SignedNote> notes(String name) {
        return SignedNote.parseAll(new String(file(name), StandardCharsets.UTF_8));
    }

    List<SignedNote> notes() {
        return names(CHECKPOINTS).stream().flatMap(name -> notes(name).stream()).toList();
    }

    LogCopy withNotes(String name, List<SignedNote> notes) {
        var text = new StringBuilder();
        notes.forEach(text::append);
        return with(name, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
