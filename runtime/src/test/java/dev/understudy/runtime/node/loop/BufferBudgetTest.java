package dev.understudy.runtime.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferBudgetTest {

  private final BufferBudget budget = new BufferBudget(100);

  @Test
  void whatIsTakenIsNotThereUntilItIsGivenBack() {
    assertThat(budget.tryTake(60)).isTrue();
    assertThat(budget.tryTake(60)).isFalse();
    budget.adjust(-60);
    assertThat(budget.tryTake(60)).isTrue();
  }

  @Test
  void whatIsToBeSentCountsAlthoughItCannotBeRefused() {
    budget.adjust(150);
    assertThat(budget.isExhausted()).isTrue();
    assertThat(budget.tryTake(1)).isFalse();
    budget.adjust(-100);
    assertThat(budget.isExhausted()).isFalse();
  }
}
