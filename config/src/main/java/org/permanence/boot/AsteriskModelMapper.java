package org.permanence.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.adapter.configuration.Address;
import org.permanence.adapter.configuration.AsteriskModel;
import org.permanence.adapter.configuration.AsteriskNetwork;
import org.permanence.adapter.configuration.AsteriskPassword;
import org.permanence.adapter.configuration.AsteriskPaths;
import org.permanence.adapter.configuration.FallbackLine;
import org.permanence.adapter.configuration.ManagerAccess;
import org.permanence.adapter.configuration.OpenFiles;
import org.permanence.adapter.configuration.PeerLimits;
import org.permanence.adapter.configuration.PortRange;
import org.permanence.adapter.configuration.PracticeNumbers;
import org.permanence.adapter.configuration.SipEndpoint;
import org.permanence.adapter.configuration.SipProtocol;
import org.permanence.adapter.configuration.SipTransports;
import org.permanence.adapter.configuration.Trunk;
import org.permanence.adapter.configuration.TrunkAccount;
import org.permanence.practicefile.PracticeFile;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.AsteriskSettings;
import org.permanence.settings.HostPort;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.LineSettings;
import org.permanence.settings.PhoneSettings;
import org.permanence.settings.SecretFile;
import org.permanence.settings.TrunkSettings;
import org.permanence.yaml.Name;

/// The part of the settings that Asterisk's configuration needs.
public final class AsteriskModelMapper {

    private static final Path HOST_ITSELF = Path.of("/");

    private AsteriskModelMapper() {}

    /// The model of Asterisk's configuration for these settings.
    ///
    /// @param state           where Asterisk writes
    /// @param promptDirectory where the fallback prompts are written
    public static AsteriskModel of(InstallationSettings settings, Path state, Path promptDirectory) {
        AsteriskSettings asterisk = settings.asterisk();
        Path tree = asterisk.rootDirectory().orElse(HOST_ITSELF);
        return new AsteriskModel(
                AsteriskPaths.of(tree, state, promptDirectory, asterisk.group()),
                network(settings),
                settings.trunks().entrySet().stream()
                        .map(trunk -> trunk(trunk.getKey(), trunk.getValue()))
                        .toList(),
                settings.phones().entrySet().stream()
                        .map(phone -> phone(phone.getKey(), phone.getValue()))
                        .toList(),
                settings.practiceFiles().entrySet().stream()
                        .map(practice -> practice(practice.getKey(), practice.getValue(), settings.lines()))
                        .toList(),
                settings.lines().values().stream()
                        .flatMap(line -> line instanceof LineSettings.OnTrunk(var number, var _)
                                ? Stream.of(number)
                                : Stream.empty())
                        .toList());
    }

    private static AsteriskNetwork network(InstallationSettings settings) {
        AsteriskSettings asterisk = settings.asterisk();
        var sip = asterisk.sip();
        var amiSecret = settings.ami().secret().read();
        var account = new ManagerAccess.Account(settings.ami().user(), new AsteriskPassword(amiSecret.text()));
        return new AsteriskNetwork(
                AsteriskConnectionSettings.systemName(amiSecret),
                new SipTransports(
                        new Address(sip.host().name(), sip.port()),
                        sip.tls()
                                .map(tls -> new SipTransports.Tls(
                                        tls.port(), tls.certificate(), tls.key(), tls.trusted()))),
                rtpPorts(settings),
                new ManagerAccess(
                        address(settings.ami().address()), settings.ami().tls(), List.of(account)),
                asterisk.engines().stream().map(AsteriskModelMapper::address).toList(),
                asterisk.rtp().networks().stream().map(Object::toString).toList(),
                limits(asterisk.limits()),
                asterisk.audioSocket().map(socket -> address(socket.address())));
    }

    private static Trunk trunk(Name name, TrunkSettings trunk) {
        return new Trunk(
                name.value(),
                trunk.addresses().stream().map(Object::toString).toList(),
                trunk.outbound().map(AsteriskModelMapper::address),
                trunk.assertsCallerId(),
                switch (trunk.transport()) {
                    case UDP -> SipProtocol.UDP;
                    case TCP -> SipProtocol.TCP;
                    case TLS -> SipProtocol.TLS;
                },
                trunk.account().map(AsteriskModelMapper::account));
    }

    private static TrunkAccount account(TrunkSettings.Account account) {
        return new TrunkAccount(
                account.user(),
                account.password().read().text(),
                account.registrar().map(AsteriskModelMapper::address),
                account.number().map(PhoneNumber::digits).orElse(account.user()));
    }

    /// What is wrong with the number of descriptors that the running Asterisk may open; empty if nothing is. They
    /// must be enough for the callers of one practice.
    static Optional<String> openFilesFault(InstallationSettings settings) {
        int callers = settings.asterisk().limits().callersToOnePractice();
        return OpenFiles.fault(
                stateDirectory(settings), Math.min(callers, rtpPorts(settings).conversations()));
    }

    /// The directory in which Asterisk writes.
    public static Path stateDirectory(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("asterisk");
    }

    /// The ports for voice.
    public static PortRange rtpPorts(InstallationSettings settings) {
        var rtp = settings.asterisk().rtp();
        return new PortRange(rtp.firstPort(), rtp.lastPort());
    }

    private static PeerLimits limits(AsteriskSettings.LimitSettings limits) {
        return new PeerLimits(
                limits.callersFromOneNumber(),
                limits.callersWithoutNumber(),
                limits.callersToOnePractice(),
                limits.connectionsFromOneAddress());
    }

    private static SipEndpoint phone(Name name, PhoneSettings phone) {
        SipEndpoint.Access access = switch (phone.location()) {
            case PhoneSettings.StaticContact(HostPort contact) ->
                new SipEndpoint.Fixed(
                        address(contact),
                        switch (phone.encryption()) {
                            case NONE -> SipProtocol.UDP;
                            case TLS -> SipProtocol.TLS;
                        });
            case PhoneSettings.Registered(SecretFile file) -> {
                var secret = new AsteriskPassword(file.read().text());
                yield switch (phone.encryption()) {
                    case NONE -> new SipEndpoint.Plain(secret);
                    case TLS -> new SipEndpoint.Encrypted(secret);
                };
            }
        };
        return new SipEndpoint(name.value(), phone.endpoint(), access);
    }

    private static PracticeNumbers practice(Name name, PracticeFile file, Map<Name, LineSettings> lines) {
        return new PracticeNumbers(
                name.value(),
                file.numbers(),
                file.practice().language().name().toLowerCase(Locale.ROOT),
                file.fallbackLines().stream()
                        .flatMap(line -> Optional.ofNullable(lines.get(line)).stream())
                        .map(AsteriskModelMapper::fallback)
                        .toList());
    }

    private static FallbackLine fallback(LineSettings line) {
        return switch (line) {
            case LineSettings.OnPhone(Name phone) -> new FallbackLine.Extension(phone.value());
            case LineSettings.OnTrunk(var number, var trunk) -> new FallbackLine.External(trunk.value(), number);
        };
    }

    private static Address address(HostPort at) {
        return new Address(at.host().name(), at.port());
    }
}
