const FIRST_CAPACITY = 3072

/** A growing list of doubles; its room doubles when it is full. */
export class NumberList {
  length = 0
  private room = new Float64Array(FIRST_CAPACITY)

  push(value: number): void {
    if (this.length === this.room.length) {
      const larger = new Float64Array(2 * this.room.length)
      larger.set(this.room)
      this.room = larger
    }
    this.room[this.length++] = value
  }

  /** The numbers as a view, valid until the next push. */
  values(): Float64Array {
    return this.room.subarray(0, this.length)
  }
}
