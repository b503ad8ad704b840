package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The jars of the engine as shipped, and the bill of materials beside them. With `permanence.engine`, those that the
/// scripts run; otherwise those of this build. Maven makes the bill only while it is online.
class ShippedJarsIT {

    private static final Path TARGET = Path.of("target");

    private static final Path ENGINE = Path.of(System.getProperty("permanence.engine", TARGET.toString()));

    private static final Pattern CLASSIFIER = Pattern.compile(".*[?&]classifier=([^&]+).*");

    @Test
    void billOfMaterialsNamesEachShippedJarByItsChecksumAndNoOther() throws IOException {
        JsonNode bill = JsonMapper.builder()
                .build()
                .readTree(Files.readString(ENGINE.resolve("permanence.cdx.json")));
        JsonNode engine = bill.path("metadata").path("component");
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            listed.put(fileName(component), sha256(component));
        }
        Map<String, String> shipped = shipped();
        shipped.remove(fileName(engine)); // The bill is of this jar. It cannot hold its own checksum.

        assertEquals(shipped, listed);
        assertEquals("config", engine.path("name").asString());
        assertEquals("CycloneDX", bill.path("bomFormat").asString());
    }

    private static String fileName(JsonNode component) {
        var classifier = CLASSIFIER.matcher(component.path("purl").asString());
        return component.path("name").asString() + "-" + component.path("version").asString()
                + (classifier.matches() ? "-" + classifier.group(1) : "") + ".jar";
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asString().equals("SHA-256")) {
                return hash.path("content").asString();
            }
        }
        return "no SHA-256";
    }

    /// The SHA-256 of each jar, by its file name.
    private static Map<String, String> shipped() throws IOException {
        Map<String, String> jars = new TreeMap<>();
        try (Stream<Path> libraries = Files.list(ENGINE.resolve("lib"));
                Stream<Path> built = Files.list(TARGET)) {
            for (Path jar : Stream.concat(
                            libraries.filter(file -> file.toString().endsWith(".jar")),
                            built.filter(file -> file.getFileName().toString().matches("config-[0-9.]+(-SNAPSHOT)?\\.jar")))
                    .toList()) {
                jars.put(jar.getFileName().toString(), sha256(jar));
            }
        }
        return jars;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
