package org.permanence.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.permanence.dialplan.asterisk.Address;
import org.permanence.dialplan.asterisk.AmiDoor;
import org.permanence.dialplan.asterisk.AnsweredPractice;
import org.permanence.dialplan.asterisk.AsteriskHouse;
import org.permanence.dialplan.asterisk.FallbackLine;
import org.permanence.dialplan.asterisk.Folders;
import org.permanence.dialplan.asterisk.Hearing;
import org.permanence.dialplan.asterisk.Network;
import org.permanence.dialplan.asterisk.Phone;
import org.permanence.dialplan.asterisk.PortRange;
import org.permanence.dialplan.asterisk.Secret;
import org.permanence.dialplan.asterisk.SipDoor;
import org.permanence.dialplan.asterisk.Trunk;
import org.permanence.settings.AsteriskSettings;
import org.permanence.settings.HostPort;
import org.permanence.settings.HouseSettings;
import org.permanence.settings.Name;
import org.permanence.settings.OutsideLine;
import org.permanence.settings.PracticeSettings;
import org.permanence.settings.SecretFile;

/// What Asterisk's half of the house must know of the settings.
final class SwitchFiles {

    private static final Path HOST_ITSELF = Path.of("/");

    private SwitchFiles() {}

    /// @param state where Asterisk writes
    /// @param sounds where [HouseSounds] put the fallback's sounds
    static AsteriskHouse of(HouseSettings settings, Path state, Path sounds) {
        AsteriskSettings asterisk = settings.asterisk();
        Path tree = asterisk.tree().orElse(HOST_ITSELF);
        return new AsteriskHouse(
                Folders.of(tree, state, sounds),
                network(settings),
                settings.trunks().entrySet().stream()
                        .map(trunk -> new Trunk(
                                trunk.getKey().value(),
                                trunk.getValue().addresses().stream()
                                        .map(Object::toString)
                                        .toList(),
                                trunk.getValue().outbound().map(SwitchFiles::address)))
                        .toList(),
                settings.phones().entrySet().stream()
                        .map(phone -> phone(phone.getKey(), phone.getValue()))
                        .toList(),
                settings.practices().entrySet().stream()
                        .map(practice -> practice(practice.getKey(), practice.getValue(), settings.lines()))
                        .toList());
    }

    private static Network network(HouseSettings settings) {
        AsteriskSettings asterisk = settings.asterisk();
        var sip = asterisk.sip();
        var amiSecret = settings.ami().secret().read();
        var account = new AmiDoor.Account(settings.ami().user(), new Secret(amiSecret.text()));
        return new Network(
                SystemMark.of(amiSecret),
                new SipDoor(
                        new Address(sip.host().name(), sip.port()),
                        sip.tls().map(tls -> new SipDoor.Tls(tls.port(), tls.certificate(), tls.key()))),
                new PortRange(asterisk.rtp().from(), asterisk.rtp().to()),
                new AmiDoor(address(settings.ami().address()), List.of(account)),
                asterisk.engines().stream().map(SwitchFiles::address).toList(),
                asterisk.audioSocket().isPresent() ? Hearing.AUDIO_SOCKET : Hearing.PIPE);
    }

    private static Phone phone(Name name, org.permanence.settings.Phone phone) {
        Phone.Reach reach = switch (phone.reach()) {
            case org.permanence.settings.Phone.StaysAt(HostPort contact) -> new Phone.Fixed(address(contact));
            case org.permanence.settings.Phone.Registers(SecretFile file) -> {
                var secret = new Secret(file.read().text());
                yield switch (phone.profile()) {
                    case PLAIN -> new Phone.Plain(secret);
                    case TLS -> new Phone.Encrypted(secret);
                };
            }
        };
        return new Phone(name.value(), phone.endpoint(), reach);
    }

    private static AnsweredPractice practice(Name name, PracticeSettings file, Map<Name, OutsideLine> lines) {
        return new AnsweredPractice(
                name.value(),
                file.numbers(),
                file.language().name().toLowerCase(Locale.ROOT),
                file.lines().fallback().stream()
                        .flatMap(line -> Optional.ofNullable(lines.get(line)).stream())
                        .map(SwitchFiles::fallback)
                        .toList());
    }

    private static FallbackLine fallback(OutsideLine line) {
        return switch (line) {
            case OutsideLine.OnPhone(Name phone) -> new FallbackLine.House(phone.value());
            case OutsideLine.OnTrunk(var number, var trunk) -> new FallbackLine.Outside(trunk.value(), number);
        };
    }

    private static Address address(HostPort at) {
        return new Address(at.host().name(), at.port());
    }
}
