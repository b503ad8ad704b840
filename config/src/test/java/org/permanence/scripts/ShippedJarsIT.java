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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The jars of the engine as shipped, and the bill of materials beside them. With `permanence.engine`, those that
/// the scripts run; otherwise those of this build. Maven makes the bill only while it is online.
class ShippedJarsIT {

    private static final Path TARGET = Path.of("target");

    private static final Path ENGINE = Path.of(System.getProperty("permanence.engine", TARGET.toString()));

    private static final Pattern VERSION_AND_CLASSIFIER = Pattern.compile("-[0-9].*");
    private static final Pattern CLASSIFIER = Pattern.compile(".*[?&]classifier=([^&]+).*");

    /// A jar that joins or leaves what is shipped must be added or removed here. jOOQ does not start without
    /// r2dbc-spi, although nothing here is reactive.
    private static final String EXPECTED = """
            angus-activation
            annotations
            arns
            asterisk-adapter
            auth
            aws-core
            aws-query-protocol
            aws-xml-protocol
            bcpkix-jdk18on
            bcprov-jdk18on
            bcutil-jdk18on
            bucket4j_jdk17-core
            checksums
            checksums-spi
            commons-codec
            commons-lang3
            config
            console
            crt-core
            dialplan
            endpoints-spi
            engine
            eventstream
            flyway-core
            flyway-database-postgresql
            geocoder
            gson
            h2
            HdrHistogram
            HikariCP
            http-auth
            http-auth-aws
            http-auth-aws-eventstream
            http-auth-spi
            http-client-spi
            ical4j
            identity-spi
            istack-commons-runtime
            jackson-annotations
            jackson-core
            jackson-databind
            jackson-dataformat-cbor
            jagged-api
            jagged-bech32
            jagged-framework
            jagged-x25519
            jakarta.activation-api
            jakarta.servlet-api
            jakarta.xml.bind-api
            java-diff-utils
            java-otp
            javalin
            jaxb-core
            jaxb-runtime
            jetty-alpn-java-server
            jetty-alpn-server
            jetty-ee10-servlet
            jetty-ee10-websocket-jetty-server
            jetty-ee10-websocket-servlet
            jetty-http
            jetty-http2-common
            jetty-http2-hpack
            jetty-http2-server
            jetty-io
            jetty-security
            jetty-server
            jetty-session
            jetty-util
            jetty-websocket-core-common
            jetty-websocket-core-server
            jetty-websocket-jetty-api
            jetty-websocket-jetty-common
            jetty-websocket-jetty-server
            jollyday-core
            jollyday-jaxb
            jooq
            json-utils
            jspecify
            kotlin-stdlib
            LatencyUtils
            libphonenumber
            logback-classic
            logback-core
            metrics-spi
            micrometer-commons
            micrometer-core
            micrometer-java21
            micrometer-observation
            micrometer-registry-prometheus
            netty-buffer
            netty-codec-base
            netty-codec-http
            netty-common
            netty-handler
            netty-resolver
            netty-transport
            netty-transport-classes-epoll
            netty-transport-native-epoll
            netty-transport-native-unix-common
            picocli
            postgresql
            practice-files
            prefixmapper
            profiles
            prometheus-metrics-config
            prometheus-metrics-core
            prometheus-metrics-exposition-formats
            prometheus-metrics-exposition-textformats
            prometheus-metrics-model
            prometheus-metrics-tracer-common
            protobuf-java
            protocol-core
            r2dbc-spi
            reactive-streams
            regions
            retries
            retries-spi
            s3
            sdk-core
            slf4j-api
            snakeyaml-engine
            third-party-jackson-core
            threeten-extra
            tink
            txw2
            url-connection-client
            utils
            utils-lite
            webauthn4j-core
            zxcvbn
            """;

    @Test
    void onlyJarsThatTheEngineNeedsAreShipped() throws IOException {
        assertEquals(
                new TreeSet<>(EXPECTED.lines().toList()),
                shipped().keySet().stream()
                        .map(jar -> VERSION_AND_CLASSIFIER.matcher(jar).replaceFirst(""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void billOfMaterialsNamesEachShippedJarByItsChecksumAndNoOther() throws IOException {
        JsonNode bill = JsonMapper.builder().build().readTree(Files.readString(ENGINE.resolve("permanence.cdx.json")));
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
        return component.path("name").asString() + "-"
                + component.path("version").asString() + (classifier.matches() ? "-" + classifier.group(1) : "")
                + ".jar";
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
                            built.filter(
                                    file -> file.getFileName().toString().matches("config-[0-9.]+(-SNAPSHOT)?\\.jar")))
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
