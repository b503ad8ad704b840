package org.permanence.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.verify.LogFiles;
import org.permanence.verify.SignedNote;

/// The files of a log that is being written, for its readers. The newest file of each kind ends with its last
/// complete line or checkpoint, because the engine may be in the middle of the next. Segments that begin later are
/// not in it.
final class RunningLog implements LogFiles {

    private final LogFiles files;
    private final List<String> names;
    private final Set<String> growing;

    private RunningLog(LogFiles files, List<String> names) {
        this.files = files;
        this.names = names;
        this.growing = Stream.of(newest(names, ENTRIES), newest(names, CHECKPOINTS))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /// @throws AuditException if the log cannot be read
    static RunningLog of(LogFiles files) {
        try {
            return new RunningLog(files, files.names());
        } catch (IOException fault) {
            throw unreadable(fault);
        }
    }

    private static Optional<String> newest(List<String> names, String kind) {
        return names.stream().filter(name -> name.endsWith(kind)).reduce((_, later) -> later);
    }

    @Override
    public List<String> names() {
        return names;
    }

    /// @throws AuditException if the file cannot be read. It may have expired since
    @Override
    public byte[] read(String name) {
        byte[] file;
        try {
            file = files.read(name);
        } catch (IOException fault) {
            throw unreadable(fault);
        }
        if (!growing.contains(name)) {
            return file;
        }
        return name.endsWith(ENTRIES) ? completeLines(file) : completeNotes(file);
    }

    private static AuditException unreadable(IOException fault) {
        return new AuditException("audit log: unreadable (expected: access to its directory; try again)", fault);
    }

    private static byte[] completeLines(byte[] file) {
        int end = file.length;
        while (end > 0 && file[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(file, end);
    }

    /// A note may have characters of more than one byte, of which the last may be incomplete too.
    private static byte[] completeNotes(byte[] file) {
        var text = new String(file, StandardCharsets.UTF_8);
        return text.substring(0, SignedNote.validLength(text)).getBytes(StandardCharsets.UTF_8);
    }
}
