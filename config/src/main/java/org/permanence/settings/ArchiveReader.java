package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.yaml.ParseResult;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Reads the `archive` section: recordings, keys and audit log.
final class ArchiveReader {

    private final Section root;
    private final PathParsers paths;
    private final SecretPathParsers secrets;

    ArchiveReader(Section root, PathParsers paths) {
        this.root = root;
        this.paths = paths;
        this.secrets = new SecretPathParsers(paths);
    }

    Value<ArchiveSettings> read(Value<InstallationIdentity> identity) {
        Section section = root.section("archive");
        Path state = identity.toOptional().map(InstallationIdentity::state).orElse(root.resolve("state"));
        var rootKey = rootKey(section);
        Optional<Value<RootKeySettings>> previousRootKey = previousRootKey(section);
        var recordings = section.withDefault("recordings", paths.creatableDirectory(), state.resolve("recordings"));
        Optional<Value<ObjectStoreSettings>> store = section.has("object-store")
                ? Optional.of(objectStore(section.section("object-store")))
                : Optional.empty();
        var keys = section.withDefault("keys", paths.creatableDirectory(), state.resolve("keys"));
        var auditLog = section.withDefault("audit-log", paths.creatableDirectory(), state.resolve("audit"));
        var replica = section.optional("audit-log-replica", paths.creatableDirectory());
        var witness = section.optional("audit-witness-file", witnessFile(state));
        var accepted = section.optional("accepted-audit-entries", ValueParsers.number(0, 999_999_999));
        return section.build(() -> new ArchiveSettings(
                rootKey.get(),
                previousRootKey.map(Value::get),
                recordings.get(),
                store.map(Value::get),
                keys.get(),
                Stream.concat(Stream.of(auditLog.get()), replica.get().stream()).toList(),
                witness.get(),
                accepted.get()));
    }

    /// In the state directory the file would be replaced together with the log.
    private ValueParser<Path> witnessFile(Path state) {
        Path inState = state.toAbsolutePath().normalize();
        return paths.checked(path -> path.toAbsolutePath().normalize().startsWith(inState)
                ? new ParseResult.Rejected<>("in the state directory", "a file on another medium or machine")
                : new ParseResult.Parsed<>(path));
    }

    private Value<RootKeySettings> rootKey(Section section) {
        if (!section.has("root-key-token")) {
            return section.required("root-key-file", secrets.rootKeyFile()).map(RootKeySettings.InFile::new);
        }
        if (section.has("root-key-file")) {
            var file = section.required("root-key-file", paths.anyPath());
            section.addProblem(file.location(), "given together with root-key-token", "one of the two");
        }
        return token(section.section("root-key-token"));
    }

    private Optional<Value<RootKeySettings>> previousRootKey(Section section) {
        if (section.has("previous-root-key-token")) {
            return Optional.of(token(section.section("previous-root-key-token")));
        }
        return section.has("previous-root-key-file")
                ? Optional.of(section.required("previous-root-key-file", secrets.rootKeyFile())
                        .map(RootKeySettings.InFile::new))
                : Optional.empty();
    }

    private Value<RootKeySettings> token(Section section) {
        var module = section.required("module", paths.readableFile());
        var slot = section.withDefault("slot", ValueParsers.number(0, 999), 0);
        var label = section.required("label", RootKeySettings.InToken.LABEL_PARSER);
        var pin = section.required("pin-file", secrets.secretFile());
        return section.build(() -> new RootKeySettings.InToken(module.get(), slot.get(), label.get(), pin.get()));
    }

    private Value<ObjectStoreSettings> objectStore(Section section) {
        var endpoint = section.required("endpoint", ObjectStoreSettings.ENDPOINT_PARSER);
        var bucket = section.required("bucket", ObjectStoreSettings.BUCKET_PARSER);
        var region = section.withDefault("region", ObjectStoreSettings.REGION_PARSER, "us-east-1");
        var accessKey = section.required("access-key-file", secrets.secretFile());
        var secretKey = section.required("secret-key-file", secrets.secretFile());
        return section.build(() ->
                new ObjectStoreSettings(endpoint.get(), bucket.get(), region.get(), accessKey.get(), secretKey.get()));
    }
}
