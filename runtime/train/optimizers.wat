;; One optimizer step over a stretch of float32 numbers, four at a time.
;; Pointers are byte offsets into the imported memory. But for `accumulate` they are divisible by 16, and `count` is
;; divisible by 4 and not 0.
;; Weights, gradients and moments lie in that memory, which graphs read and write as well.
(module
  (import "state" "memory" (memory 1 65536))

  ;; AdamW (Loshchilov and Hutter 2019, algorithm 2), with the bias corrections folded into `rate` and `epsilon`:
  ;;   m <- m + (1 - beta1) (g - m),  v <- v + (1 - beta2) (g g - v),  w <- keep w - rate m / (sqrt v + epsilon)
  (func (export "adamw")
    (param $weight i32) (param $gradient i32) (param $first i32) (param $second i32) (param $count i32)
    (param $blend1 f32) (param $blend2 f32) (param $rate f32) (param $epsilon f32) (param $keep f32)
    (local $end i32) (local $g v128) (local $m v128) (local $v v128)
    (local.set $end (i32.add (local.get $weight) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $g (v128.load (local.get $gradient)))
      (local.set $m (v128.load (local.get $first)))
      (local.set $v (v128.load (local.get $second)))
      (local.set $m (f32x4.add (local.get $m)
        (f32x4.mul (f32x4.splat (local.get $blend1)) (f32x4.sub (local.get $g) (local.get $m)))))
      (local.set $v (f32x4.add (local.get $v)
        (f32x4.mul (f32x4.splat (local.get $blend2))
          (f32x4.sub (f32x4.mul (local.get $g) (local.get $g)) (local.get $v)))))
      (v128.store (local.get $first) (local.get $m))
      (v128.store (local.get $second) (local.get $v))
      (v128.store (local.get $weight)
        (f32x4.sub
          (f32x4.mul (v128.load (local.get $weight)) (f32x4.splat (local.get $keep)))
          (f32x4.div
            (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $m))
            (f32x4.add (f32x4.sqrt (local.get $v)) (f32x4.splat (local.get $epsilon))))))
      (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (local.set $first (i32.add (local.get $first) (i32.const 16)))
      (local.set $second (i32.add (local.get $second) (i32.const 16)))
      (br_if $next (i32.ne (local.get $weight) (local.get $end)))))

  ;; SGD with momentum and coupled decay, as PyTorch does it:
  ;;   m <- momentum m + g + decay w,  w <- w - rate m
  (func (export "sgd")
    (param $weight i32) (param $gradient i32) (param $first i32) (param $count i32)
    (param $momentum f32) (param $decay f32) (param $rate f32)
    (local $end i32) (local $w v128) (local $m v128)
    (local.set $end (i32.add (local.get $weight) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $w (v128.load (local.get $weight)))
      (local.set $m (f32x4.add
        (f32x4.mul (v128.load (local.get $first)) (f32x4.splat (local.get $momentum)))
        (f32x4.add (v128.load (local.get $gradient)) (f32x4.mul (local.get $w) (f32x4.splat (local.get $decay))))))
      (v128.store (local.get $first) (local.get $m))
      (v128.store (local.get $weight)
        (f32x4.sub (local.get $w) (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $m))))
      (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (local.set $first (i32.add (local.get $first) (i32.const 16)))
      (br_if $next (i32.ne (local.get $weight) (local.get $end)))))

  ;; The sum of the squares of `count` numbers, added up in float64.
  (func (export "squares") (param $at i32) (param $count i32) (result f64)
    (local $end i32) (local $low v128) (local $high v128) (local $x v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
      (local.set $low (f64x2.add (local.get $low) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $at))))
      (local.set $high (f64x2.add (local.get $high) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.ne (local.get $at) (local.get $end))))
    (local.set $low (f64x2.add (local.get $low) (local.get $high)))
    (f64.add (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low))))

  ;; x <- factor x
  (func (export "scale") (param $at i32) (param $count i32) (param $factor f32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (v128.store (local.get $at) (f32x4.mul (v128.load (local.get $at)) (f32x4.splat (local.get $factor))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.ne (local.get $at) (local.get $end)))))

  ;; mean <- mean + blend (x - mean)
  (func (export "blend") (param $mean i32) (param $at i32) (param $count i32) (param $blend f32)
    (local $end i32)
    (local.set $end (i32.add (local.get $mean) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (v128.store (local.get $mean) (f32x4.add (v128.load (local.get $mean)) (f32x4.mul (f32x4.splat (local.get $blend))
        (f32x4.sub (v128.load (local.get $at)) (v128.load (local.get $mean))))))
      (local.set $mean (i32.add (local.get $mean) (i32.const 16)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.ne (local.get $mean) (local.get $end)))))

  ;; sum <- sum + term: how the gradients of a step's networks accumulate. Any count, any alignment.
  (func (export "accumulate") (param $sum i32) (param $term i32) (param $count i32)
    (local $end i32) (local $fours i32)
    (local.set $end (i32.add (local.get $sum) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $fours (i32.add (local.get $sum) (i32.shl (i32.and (local.get $count) (i32.const -4)) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $sum) (local.get $fours)))
        (v128.store align=4 (local.get $sum)
          (f32x4.add (v128.load align=4 (local.get $sum)) (v128.load align=4 (local.get $term))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
        (local.set $term (i32.add (local.get $term) (i32.const 16)))
        (br $next)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $sum) (local.get $end)))
        (f32.store (local.get $sum) (f32.add (f32.load (local.get $sum)) (f32.load (local.get $term))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 4)))
        (local.set $term (i32.add (local.get $term) (i32.const 4)))
        (br $next))))
)
