package org.permanence.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// An S3-compatible store for complete recordings.
///
/// @param endpoint https, or http on loopback
/// @param region part of each signature; self-hosted stores accept any
public record ObjectStoreSettings(
        URI endpoint, String bucket, String region, SecretFile accessKey, SecretFile secretKey) {

    private static final Pattern ENDPOINT_URL = Pattern.compile("(https?)://([a-z0-9.:\\[\\]-]{1,260})");

    static final ValueParser<URI> ENDPOINT_PARSER = ValueParser.withoutEcho(
            "https://host or https://host:port, nothing after it; http on loopback only",
            ObjectStoreSettings::endpoint);
    static final ValueParser<String> BUCKET_PARSER = ValueParser.of(
            "3 to 63 lower-case letters, digits, '-', '.'", ValueParsers.matching("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"));
    static final ValueParser<String> REGION_PARSER =
            ValueParser.of("1 to 40 lower-case letters, digits, '-'", ValueParsers.matching("[a-z0-9-]{1,40}"));

    /// Only scheme, host and port. A URL with a password in it is refused.
    private static Optional<URI> endpoint(String raw) {
        Matcher parts = ENDPOINT_URL.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String place = parts.group(2);
        return HostPort.parse(place)
                .map(HostPort::host)
                .or(() -> Host.parse(place))
                .filter(host -> parts.group(1).equals("https") || host.isLoopback())
                .map(_ -> URI.create(raw));
    }
}
