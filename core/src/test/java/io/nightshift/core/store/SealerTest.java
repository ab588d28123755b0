package io.nightshift.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class SealerTest {
    private final Sealer sealer = sealer(1);

    private static Sealer sealer(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return new Sealer(new SecretKeySpec(key, "AES"), new SecureRandom());
    }

    @Test
    void aSealedValueOpensInItsOwnPlaceOnly() {
        byte[] sealed = sealer.seal("grüße", "steps.message", "r1", "web1", 1);

        assertThat(sealer.open(sealed, "steps.message", "r1", "web1", 1)).isEqualTo("grüße");
        assertThatThrownBy(() -> sealer.open(sealed, "steps.change", "r1", "web1", 1))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> sealer.open(sealed, "steps.message", "r1", "web1", 2))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> sealer.open(sealed, "steps.message", "r1", "web11", ""))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aChangedByteOrAnotherKeyIsNoticed() {
        byte[] sealed = sealer.seal("secret", "c", "r");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer.open(changed, "c", "r"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> sealer(2).open(sealed, "c", "r")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> sealer.open(new byte[3], "c", "r")).isInstanceOf(StoreException.class);
    }

    @Test
    void theSameValueNeverLooksTheSame() {
        assertThat(sealer.seal("x", "c", "r")).isNotEqualTo(sealer.seal("x", "c", "r"));
    }

    @Test
    void listsOfTextsComeBackWhateverTheyHold() {
        List<String> texts = List.of("", "3:abc,", "a,b", "\ud83c\udf19:", "\n");
        assertThat(TextList.unpack(TextList.pack(texts))).isEqualTo(texts);
        assertThat(TextList.unpack("")).isEmpty();
    }
}
