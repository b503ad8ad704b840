package org.permanence.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MerkleVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyVectorIsAcceptedOrRefusedAsStated() throws IOException, URISyntaxException {
        List<Path> inclusion = vectors("inclusion");
        List<Path> consistency = vectors("consistency");

        for (Path vector : inclusion) {
            JsonNode proof = JSON.readTree(Files.readAllBytes(vector));
            assertEquals(!proof.get("wantErr").asBoolean(), isIncluded(proof), vector.toString());
        }
        for (Path vector : consistency) {
            JsonNode proof = JSON.readTree(Files.readAllBytes(vector));
            assertEquals(!proof.get("wantErr").asBoolean(), isConsistent(proof), vector.toString());
        }
        assertEquals(196, inclusion.size() + consistency.size());
    }

    private static boolean isIncluded(JsonNode proof) {
        try {
            return MerkleProofs.isIncluded(
                    Hash.parse(proof.get("root").asString("")),
                    number(proof, "treeSize"),
                    number(proof, "leafIdx"),
                    Hash.parse(proof.get("leafHash").asString("")),
                    hashes(proof.get("proof")));
        } catch (VerifyException _) {
            return false; // Malformed digests.
        }
    }

    private static boolean isConsistent(JsonNode proof) {
        return MerkleProofs.isConsistent(
                digest(proof.get("root1")),
                number(proof, "size1"),
                digest(proof.get("root2")),
                number(proof, "size2"),
                hashes(proof.get("proof")));
    }

    private static long number(JsonNode proof, String name) {
        return Long.parseUnsignedLong(proof.get(name).asString());
    }

    /// Some vectors have roots that are not digests and state whether they are equal: their digests are equal too.
    private static Hash digest(JsonNode base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.asString(""));
        return bytes.length == Hash.BYTES ? Hash.of(bytes) : new TreeHasher().leaf(bytes);
    }

    private static List<Hash> hashes(JsonNode proof) {
        return proof.valueStream().map(hash -> digest(hash)).toList();
    }

    private static List<Path> vectors(String kind) throws IOException, URISyntaxException {
        var root = Objects.requireNonNull(MerkleVectorsTest.class.getResource("/merkle/" + kind));
        try (var files = Files.walk(Path.of(root.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
