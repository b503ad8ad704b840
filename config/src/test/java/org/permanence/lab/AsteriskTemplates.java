package org.permanence.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A small Asterisk configuration for the lab's own tests. The product's configuration comes from its generator.
final class AsteriskTemplates {

    private static final List<String> FILES = List.of(
            "acl",
            "asterisk",
            "cdr",
            "cel",
            "extensions",
            "features",
            "indications",
            "logger",
            "manager",
            "modules",
            "pjproject",
            "pjsip",
            "rtp",
            "udptl");

    private AsteriskTemplates() {}

    static void write(Path folder, Map<String, String> placeholders) throws IOException {
        Files.createDirectories(folder);
        for (String name : FILES) {
            String text = read("/lab/asterisk/" + name + ".conf");
            for (var placeholder : placeholders.entrySet()) {
                text = text.replace(placeholder.getKey(), placeholder.getValue());
            }
            Files.writeString(folder.resolve(name + ".conf"), text);
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = AsteriskTemplates.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new LabException("template: %s not found".formatted(resource));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
