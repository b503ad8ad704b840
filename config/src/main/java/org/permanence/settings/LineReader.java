package org.permanence.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.settings.Ledger.Kind;

/// Reads what can be rung, and who may call: trunks, telephones, and the lines of emergency and fallback.
final class LineReader {

    /// A telephone and a line are rung by name, so the names are of one kind.
    private record RungName(Name name) {}

    private final Section house;
    private final Ledger ledger;
    private final FileShapes files;

    LineReader(Section house, Ledger ledger, FileShapes files) {
        this.house = house;
        this.ledger = ledger;
        this.files = files;
    }

    Map<Name, Value<TrunkSettings>> trunks() {
        Map<Name, Value<TrunkSettings>> trunks = house.each("trunks", this::trunk);
        ledger.declare(Kind.TRUNK, trunks.keySet());
        return trunks;
    }

    Map<Name, Value<Phone>> phones(Value<AsteriskSettings> asterisk) {
        Map<Name, Value<Phone>> phones = house.each("phones", section -> phone(section, asterisk));
        ledger.declare(Kind.PHONE, phones.keySet());
        phones.forEach((name, phone) -> ledger.takeOnce(new RungName(name), phone.spot()));
        return phones;
    }

    Map<Name, Value<OutsideLine>> lines() {
        Map<Name, Value<OutsideLine>> lines = house.each("lines", this::line);
        ledger.declare(Kind.LINE, lines.keySet());
        lines.forEach((name, line) -> ledger.takeOnce(new RungName(name), line.spot()));
        return lines;
    }

    private Value<TrunkSettings> trunk(Section section) {
        List<Value<Network>> addresses = section.listOfSome("addresses", Shapes.NETWORK);
        addresses.forEach(address -> address.ifRead().ifPresent(read -> ledger.takeOnce(read, address.spot())));
        var outbound = section.optional("outbound", Shapes.HOST_PORT);
        return section.build(
                () -> new TrunkSettings(addresses.stream().map(Value::get).toList(), outbound.get()));
    }

    private Value<Phone> phone(Section section, Value<AsteriskSettings> asterisk) {
        var endpoint = section.required("endpoint", Shapes.ENDPOINT);
        endpoint.ifRead().ifPresent(read -> ledger.takeOnce(read, endpoint.spot()));
        var profile = section.orElse("profile", Shapes.PROFILE, Phone.Profile.TLS);
        Optional<Value<SecretFile>> secret = section.has("secret-file") || !section.has("contact")
                ? Optional.of(section.required("secret-file", files.secret()))
                : Optional.empty();
        var contact = section.optional("contact", Shapes.HOST_PORT);
        if (secret.isPresent() && section.has("contact")) {
            section.problem(section.spotOf("contact"), "beside secret-file", "one of secret-file, contact");
        }
        switch (profile.ifRead().orElse(null)) {
            case PLAIN -> mustStayInside(section, profile, contact, asterisk);
            case TLS -> mustHaveTls(section, profile, asterisk);
            case null -> {} // Told already.
        }
        return section.build(() -> new Phone(
                endpoint.get(),
                profile.get(),
                secret.isPresent()
                        ? new Phone.Registers(secret.get().get())
                        : new Phone.StaysAt(contact.get().orElseThrow())));
    }

    /// What a patient says is a medical secret on any wire.
    private static void mustStayInside(
            Section section,
            Value<Phone.Profile> profile,
            Value<Optional<HostPort>> contact,
            Value<AsteriskSettings> asterisk) {
        Optional<Host> phone = contact.ifRead().flatMap(read -> read).map(HostPort::host);
        Optional<Host> rung =
                phone.or(() -> asterisk.ifRead().map(read -> read.sip().host()));
        if (rung.map(host -> !host.isLoopback()).orElse(false)) {
            section.problem(profile.spot(), "plain beyond loopback", "tls");
        }
    }

    private static void mustHaveTls(Section section, Value<Phone.Profile> profile, Value<AsteriskSettings> asterisk) {
        if (asterisk.ifRead().map(read -> read.sip().tls().isEmpty()).orElse(false)) {
            section.problem(profile.spot(), "tls, but asterisk.sip has none", "asterisk.sip.tls-port and its files");
        }
    }

    private Value<OutsideLine> line(Section section) {
        if (section.has("phone")) {
            var phone = ledger.use(Kind.PHONE, section.required("phone", Shapes.NAME));
            return section.build(() -> new OutsideLine.OnPhone(phone.get()));
        }
        var number = section.required("number", Shapes.NUMBER);
        var trunk = ledger.use(Kind.TRUNK, section.required("trunk", Shapes.NAME));
        return section.build(() -> new OutsideLine.OnTrunk(number.get(), trunk.get()));
    }
}
