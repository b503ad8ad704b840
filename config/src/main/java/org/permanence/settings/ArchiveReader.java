package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads where conversations are kept, and with which key.
final class ArchiveReader {

    private final Section house;
    private final FileShapes files;

    ArchiveReader(Section house, FileShapes files) {
        this.house = house;
        this.files = files;
    }

    Value<ArchiveSettings> read(Value<HouseIdentity> identity) {
        Section section = house.section("archive");
        Path state = identity.ifRead().map(HouseIdentity::state).orElse(house.resolve("state"));
        var rootKey = rootKey(section);
        Optional<Value<RootKeySettings>> former = former(section);
        var recordings = section.orElse("recordings", files.state(), state.resolve("recordings"));
        Optional<Value<StoreSettings>> store =
                section.has("store") ? Optional.of(store(section.section("store"))) : Optional.empty();
        var keys = section.orElse("keys", files.state(), state.resolve("keys"));
        var audit = section.orElse("audit", files.state(), state.resolve("audit"));
        var copy = section.optional("audit-copy", files.state());
        return section.build(() -> new ArchiveSettings(
                rootKey.get(),
                former.map(Value::get),
                recordings.get(),
                store.map(Value::get),
                keys.get(),
                Stream.concat(Stream.of(audit.get()), copy.get().stream()).toList()));
    }

    private Value<RootKeySettings> rootKey(Section section) {
        if (!section.has("root-key-token")) {
            return section.required("root-key-file", files.rootKey()).map(RootKeySettings.InFile::new);
        }
        if (section.has("root-key-file")) {
            var file = section.required("root-key-file", files.path());
            section.problem(file.spot(), "beside root-key-token", "one of the two: there is one root key");
        }
        return token(section.section("root-key-token"));
    }

    private Optional<Value<RootKeySettings>> former(Section section) {
        if (section.has("former-root-key-token")) {
            return Optional.of(token(section.section("former-root-key-token")));
        }
        return section.has("former-root-key-file")
                ? Optional.of(section.required("former-root-key-file", files.rootKey())
                        .map(RootKeySettings.InFile::new))
                : Optional.empty();
    }

    private Value<RootKeySettings> token(Section section) {
        var module = section.required("module", files.file());
        var slot = section.orElse("slot", Shapes.number(0, 999), 0);
        var label = section.required("label", Shapes.TOKEN_LABEL);
        var pin = section.required("pin-file", files.secret());
        return section.build(() -> new RootKeySettings.InToken(module.get(), slot.get(), label.get(), pin.get()));
    }

    private Value<StoreSettings> store(Section section) {
        var endpoint = section.required("endpoint", Shapes.STORE_ENDPOINT);
        var bucket = section.required("bucket", Shapes.BUCKET);
        var region = section.orElse("region", Shapes.REGION, "us-east-1");
        var accessKey = section.required("access-key-file", files.secret());
        var secretKey = section.required("secret-key-file", files.secret());
        return section.build(
                () -> new StoreSettings(endpoint.get(), bucket.get(), region.get(), accessKey.get(), secretKey.get()));
    }
}
