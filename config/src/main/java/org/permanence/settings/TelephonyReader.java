package org.permanence.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practicefile.PracticeParsers;
import org.permanence.practicefile.ReferenceTable;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.yaml.Name;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads trunks, phones and lines.
final class TelephonyReader {

    /// Phones and lines share one namespace, because both are rung by name.
    private record DialTargetName(Name name) {}

    private final Section root;
    private final ReferenceTable references;
    private final SecretPathParsers secrets;

    TelephonyReader(Section root, ReferenceTable references, PathParsers paths) {
        this.root = root;
        this.references = references;
        this.secrets = new SecretPathParsers(paths);
    }

    Map<Name, Value<TrunkSettings>> trunks(Value<AsteriskSettings> asterisk) {
        Map<Name, Value<TrunkSettings>> trunks = root.readEach("trunks", section -> trunk(section, asterisk));
        references.declare(Kind.TRUNK, trunks.keySet());
        return trunks;
    }

    Map<Name, Value<PhoneSettings>> phones(Value<AsteriskSettings> asterisk) {
        Map<Name, Value<PhoneSettings>> phones = root.readEach("phones", section -> phone(section, asterisk));
        references.declare(Kind.PHONE, phones.keySet());
        phones.forEach((name, phone) -> references.claim(new DialTargetName(name), phone.location()));
        return phones;
    }

    Map<Name, Value<LineSettings>> lines() {
        Map<Name, Value<LineSettings>> lines = root.readEach("lines", this::line);
        references.declare(Kind.LINE, lines.keySet());
        lines.forEach((name, line) -> references.claim(new DialTargetName(name), line.location()));
        return lines;
    }

    private Value<TrunkSettings> trunk(Section section, Value<AsteriskSettings> asterisk) {
        List<Value<CarrierNetwork>> addresses = section.nonEmptyList("source-addresses", CarrierNetwork.PARSER);
        addresses.forEach(
                address -> address.toOptional().ifPresent(read -> references.claim(read, address.location())));
        var outbound = section.optional("outbound", HostPort.PARSER);
        var assertsCallerId = section.withDefault("asserts-caller-id", ValueParsers.TRUE_FALSE, false);
        var transport = section.withDefault(
                "transport", ValueParsers.enumWord(TrunkSettings.Transport.class), TrunkSettings.Transport.TLS);
        var account = account(section, outbound);
        List<Host> called = Stream.concat(
                        outbound.toOptional().flatMap(read -> read).stream(),
                        account.toOptional().flatMap(read -> read).flatMap(TrunkSettings.Account::registrar).stream())
                .map(HostPort::host)
                .toList();
        boolean crossesNetwork = addresses.stream()
                        .flatMap(address -> address.toOptional().stream())
                        .anyMatch(address -> !address.isLoopback())
                || called.stream().anyMatch(host -> !host.isLoopback());
        var protection = new Unprotected.SipProtection(section, transport, asterisk);
        var unprotected = switch (transport.toOptional().orElse(null)) {
            case UDP -> protection.plain(crossesNetwork);
            case TCP -> {
                protection.requireOneAddress();
                yield protection.plain(crossesNetwork);
            }
            case TLS -> protection.encrypted(!called.isEmpty());
            case null -> protection.unknown();
        };
        return section.build(() -> new TrunkSettings(
                addresses.stream().map(Value::get).toList(),
                outbound.get(),
                assertsCallerId.get(),
                transport.get(),
                account.get(),
                unprotected.get()));
    }

    private Value<Optional<TrunkSettings.Account>> account(Section trunk, Value<Optional<HostPort>> outbound) {
        if (!trunk.has("account")) {
            return Value.of(Optional.empty(), trunk.location());
        }
        Section section = trunk.section("account");
        var user = section.required("user", TrunkSettings.ACCOUNT_USER_PARSER);
        var password = section.required("password-file", secrets.secretFile());
        var registrar = section.optional("registrar", HostPort.PARSER);
        var number = section.optional("number", PracticeParsers.PHONE_NUMBER);
        boolean used = isGiven(outbound) || section.has("registrar");
        if (!used) {
            section.addProblem(section.location(), "used for nothing", "a registrar, or the trunk's outbound");
        }
        return section.build(() ->
                Optional.of(new TrunkSettings.Account(user.get(), password.get(), registrar.get(), number.get())));
    }

    private static boolean isGiven(Value<? extends Optional<?>> value) {
        return value.toOptional().filter(Optional::isPresent).isPresent();
    }

    private Value<PhoneSettings> phone(Section section, Value<AsteriskSettings> asterisk) {
        var endpoint = section.required("endpoint", PhoneSettings.ENDPOINT_PARSER);
        endpoint.toOptional().ifPresent(read -> references.claim(read, endpoint.location()));
        var encryption = section.withDefault(
                "encryption", ValueParsers.enumWord(PhoneSettings.Encryption.class), PhoneSettings.Encryption.TLS);
        Optional<Value<SecretFile>> secret = section.has("secret-file") || !section.has("fixed-address")
                ? Optional.of(section.required("secret-file", secrets.secretFile()))
                : Optional.empty();
        var fixedAddress = section.optional("fixed-address", HostPort.PARSER);
        if (secret.isPresent() && section.has("fixed-address")) {
            section.addProblem(
                    section.locationOf("fixed-address"),
                    "given together with secret-file",
                    "one of secret-file, fixed-address");
        }
        var protection = new Unprotected.SipProtection(section, encryption, asterisk);
        var unprotected = switch (encryption.toOptional().orElse(null)) {
            case NONE -> protection.plain(crossesNetwork(fixedAddress, asterisk));
            case TLS -> protection.encrypted(isGiven(fixedAddress));
            case null -> protection.unknown();
        };
        return section.build(() -> new PhoneSettings(
                endpoint.get(),
                encryption.get(),
                secret.isPresent()
                        ? new PhoneSettings.Registered(secret.get().get())
                        : new PhoneSettings.StaticContact(fixedAddress.get().orElseThrow()),
                unprotected.get()));
    }

    /// A phone that registers can be anywhere that Asterisk's own address can be reached from.
    private static boolean crossesNetwork(Value<Optional<HostPort>> fixedAddress, Value<AsteriskSettings> asterisk) {
        return fixedAddress
                .toOptional()
                .flatMap(read -> read)
                .map(HostPort::host)
                .or(() -> asterisk.toOptional().map(read -> read.sip().host()))
                .filter(host -> !host.isLoopback())
                .isPresent();
    }

    private Value<LineSettings> line(Section section) {
        if (section.has("phone")) {
            var phone = references.reference(Kind.PHONE, section.required("phone", ValueParsers.NAME));
            return section.build(() -> new LineSettings.OnPhone(phone.get()));
        }
        var number = section.required("number", PracticeParsers.PHONE_NUMBER);
        var trunk = references.reference(Kind.TRUNK, section.required("trunk", ValueParsers.NAME));
        return section.build(() -> new LineSettings.OnTrunk(number.get(), trunk.get()));
    }
}
