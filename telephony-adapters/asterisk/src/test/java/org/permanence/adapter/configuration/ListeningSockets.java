package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses on which a process receives, such as `udp 127.0.0.1:5060`.
final class ListeningSockets {

    private ListeningSockets() {}

    static Set<String> of(long pid) {
        Path process = Path.of("/proc/" + pid);
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            Set<String> sockets = descriptors.map(ListeningSockets::target).collect(Collectors.toSet());
            return Stream.of("udp", "udp6", "tcp", "tcp6")
                    .flatMap(kind -> lines(process.resolve("net").resolve(kind)).stream()
                            .skip(1)
                            .map(line -> line.strip().split(" +"))
                            .filter(field -> sockets.contains("socket:[" + field[9] + "]"))
                            .filter(field -> kind.startsWith("udp") || field[3].equals("0A"))
                            .map(field -> kind + " " + address(field[1])))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port of one of them; 0 for IPv6.
    static int port(String socket) {
        return socket.matches("\\w+ [0-9.]+:[0-9]+") ? Integer.parseInt(socket.replaceFirst(".*:", "")) : 0;
    }

    /// The kernel's format: the address as one little-endian number, the port unchanged.
    private static String address(String hexadecimal) {
        String[] parts = hexadecimal.split(":", -1);
        if (parts[0].length() != 8) {
            return hexadecimal;
        }
        long host = Long.parseLong(parts[0], 16);
        return (host & 255) + "." + (host >> 8 & 255) + "." + (host >> 16 & 255) + "." + (host >> 24) + ":"
                + Integer.parseInt(parts[1], 16);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // Closed since the directory was read.
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
