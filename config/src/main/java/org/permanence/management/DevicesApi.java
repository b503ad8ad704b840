package org.permanence.management;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.people.Asker;
import org.permanence.people.PeopleService;
import org.permanence.signin.device.Device;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.signin.device.DeviceIssuer;
import org.permanence.signin.device.DeviceService;

/// The enrolled devices of people.
public final class DevicesApi {

    private final PeopleService people;
    private final DeviceService devices;

    public DevicesApi(PeopleService people, DeviceService devices) {
        this.people = people;
        this.devices = devices;
    }

    Reply list(Asker asker, Login login) {
        return Reply.ok(devices.list(people.show(asker, login).account()).stream()
                .map(DevicesApi::toJson)
                .toList());
    }

    Reply enrol(Asker asker, Login login) {
        return Reply.ok(toJson(devices.enrol(asker, login)));
    }

    /// @param id empty: all devices of the person
    Reply revoke(Asker asker, Login login, Optional<String> id) {
        var revoked = devices.revoke(asker, login, id.map(DeviceFingerprint::new));
        return id.isPresent() && revoked.isEmpty()
                ? Reply.problem(404, "device: unknown or revoked (expected: an id that permanence device list shows)")
                : Reply.ok(Map.of(
                        "revoked", revoked.stream().map(DeviceFingerprint::hex).toList()));
    }

    /// The only answer with a device's key and the password of its file.
    private static Map<String, Object> toJson(DeviceIssuer.Issued issued) {
        return Map.of(
                "id", issued.id().hex(),
                "ends-at", issued.endsAt().toString(),
                "pkcs12", issued.file(),
                "password", issued.password());
    }

    private static Map<String, Object> toJson(Device device) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", device.id().hex());
        json.put(
                "enrolled-at",
                device.enrolledAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("ends-at", device.endsAt().truncatedTo(ChronoUnit.SECONDS).toString());
        device.revokedAt()
                .ifPresent(at -> json.put(
                        "revoked-at", at.truncatedTo(ChronoUnit.SECONDS).toString()));
        return json;
    }
}
