package org.permanence.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A real disk that records each operation with the content it covers, and fails on request.
final class RecordingDisk implements Disk {

    private final List<String> operations = new ArrayList<>();
    private int remaining = Integer.MAX_VALUE;
    private boolean hasLinks = true;

    List<String> operations() {
        return List.copyOf(operations);
    }

    /// Makes the next `working` operations succeed and all later ones fail.
    void failAfter(int working) {
        remaining = working;
    }

    void refuseLinks() {
        hasLinks = false;
    }

    @Override
    public void force(FileChannel open, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            record("force directory with " + contents(path));
        } else {
            record("force file " + content(path));
        }
        LOCAL.force(open, path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        record("move " + content(from) + (Files.exists(to) ? " over " + content(to) : ""));
        LOCAL.move(from, to);
    }

    @Override
    public void link(Path newName, Path existing) throws IOException {
        record("link " + content(existing));
        if (!hasLinks) {
            throw new FileSystemException(newName.toString());
        }
        LOCAL.link(newName, existing);
    }

    private void record(String operation) throws IOException {
        operations.add(operation);
        if (remaining == 0) {
            throw new IOException("injected failure");
        }
        remaining--;
    }

    private static String contents(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(each -> !DurableFile.isTemporary(each))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(" ", "[", "]"));
        }
    }

    private static String content(Path file) throws IOException {
        return "'" + Files.readString(file) + "'";
    }
}
